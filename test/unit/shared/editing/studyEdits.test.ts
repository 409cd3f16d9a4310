import { expect, test } from 'vitest'
import { applied, emptySegmentation } from '#shared/editing/segmentation'
import { setExcluded, setFlagged, setMark, setReview } from '#shared/editing/studyEdits'

const gesture = { id: 'e1', at: '2026-01-02T03:04:05Z', actor: 'AB' }

test('marks, counted slices, flags and the review state are edits like any other (features R-UN-2)', () => {
  const edits = [
    setMark(emptySegmentation, 'es', 11, gesture)!,
    setExcluded(emptySegmentation, { slice: 0, phase: 11 }, true, gesture)!,
    setFlagged(emptySegmentation, { slice: 2, phase: 0 }, true, gesture)!,
    setReview(emptySegmentation, 'in-progress', gesture)!,
  ]
  expect(edits.reduce(applied, emptySegmentation)).toEqual({
    contours: new Map(),
    marks: { ed: null, es: 11 },
    excluded: new Set(['0/11']),
    flagged: new Set(['2/0']),
    review: 'in-progress',
  })
  expect(edits.map(({ label }) => label)).toEqual([
    'Set ES, phase 12',
    'Leave slice out',
    'Flag slice',
    'Review: in progress',
  ])
})

test('saying what is so already is no edit', () => {
  expect(setMark(emptySegmentation, 'ed', null, gesture)).toBeNull()
  expect(setExcluded(emptySegmentation, { slice: 0, phase: 0 }, false, gesture)).toBeNull()
  expect(setFlagged(emptySegmentation, { slice: 0, phase: 0 }, false, gesture)).toBeNull()
  expect(setReview(emptySegmentation, 'new', gesture)).toBeNull()
})
