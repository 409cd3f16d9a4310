import { expect, test } from 'vitest'
import { foldersOf, isOn, type Shelf, type SmartListId } from '#renderer/components/library/smartLists'
import { studyRow } from './rows'

const now = Date.parse('2026-03-20T12:00:00Z')
const list = (id: SmartListId): Shelf => ({ kind: 'list', id })

test('a study stands on the shelves that its state names', () => {
  const suggested = studyRow('a', {
    review: 'draft',
    coverage: { ...studyRow('a').coverage, 'lv-endo': 'full', 'lv-epi': 'half' },
  })
  expect(isOn(list('needsReview'), suggested, now)).toBe(true)
  expect(isOn(list('noLabels'), suggested, now)).toBe(false)
  expect(isOn(list('complete'), suggested, now)).toBe(false)
  expect(isOn(list('noLabels'), studyRow('b'), now)).toBe(true)
})

test('Recent holds the studies of the last week', () => {
  expect(isOn(list('recent'), studyRow('a', { addedAt: '2026-03-14T09:00:00Z' }), now)).toBe(true)
  expect(isOn(list('recent'), studyRow('a', { addedAt: '2026-03-12T09:00:00Z' }), now)).toBe(false)
})

test('a folder of patients stands once, not once a patient; a lone folder stands for itself', () => {
  const patients = ['001', '002', '003'].map((n) => studyRow(n, { folder: `/data/acdc/patient${n}` }))
  const rows = [...patients, studyRow('own', { folder: 'D:\\hearts\\own' })]
  expect(foldersOf(rows).map(({ name, count }) => [name, count])).toEqual([
    ['acdc', 3],
    ['own', 1],
  ])
  expect(isOn({ kind: 'folder', folder: '/data/acdc' }, patients[1]!, now)).toBe(true)
  expect(isOn({ kind: 'folder', folder: '/data/ac' }, patients[1]!, now)).toBe(false)
})

test('a folder is offline when none of its studies can be reached (R-LIB-6)', () => {
  const unplugged = [studyRow('a', { online: false }), studyRow('b', { online: false })]
  expect(foldersOf(unplugged)[0]!.online).toBe(false)
  expect(foldersOf([...unplugged, studyRow('c')])[0]!.online).toBe(true)
})
