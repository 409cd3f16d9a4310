import fc from 'fast-check'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test } from 'vitest'
import { hashOfPlace, placeOfHash, screenIds, useScreensStore } from '#renderer/stores/screens'

beforeEach(() => setActivePinia(createPinia()))

test('a place and its address are two forms of one thing, whatever a run is called', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...screenIds),
      fc.string({ minLength: 1, unit: 'grapheme' }),
      (screen, subject) => {
        expect(placeOfHash(hashOfPlace({ screen, subject }))).toEqual({ screen, subject })
        expect(placeOfHash(hashOfPlace({ screen, subject: null }))).toEqual({ screen, subject: null })
      },
    ),
  )
})

test('an address from elsewhere leads nowhere instead of breaking the page', () => {
  expect(placeOfHash('#/nowhere')).toBeNull()
  expect(placeOfHash('')).toBeNull()
  expect(placeOfHash('#/read/%E0%A4%A')).toEqual({ screen: 'read', subject: null })
})

test('coming back to Read finds the study that was open', () => {
  const screens = useScreensStore()
  screens.openStudy('study-1')
  screens.open('library')
  screens.open('read')
  expect(screens.studyId).toBe('study-1')
  screens.openComparison(['model:a@1', 'reader:KM'])
  expect(screens.candidates).toEqual(['model:a@1', 'reader:KM'])
  screens.open('train', null)
  expect(screens.runId).toBeNull()
})
