import { expect, test } from 'vitest'
import type { Grid } from '#shared/domain/grid'
import type { Edit } from '#shared/domain/segmentation'
import { withDetectedMarks } from '#shared/editing/detectedMarks'
import { draftsFrom } from '#shared/editing/draftEdits'
import { applied, emptySegmentation, reversed } from '#shared/editing/segmentation'
import { heldBy, squareContour } from '../geometry/heart'

const gesture = { id: 'e1', at: '2026-01-02T03:04:05Z', actor: 'AB' }
const grid: Grid = {
  columns: 40,
  rows: 40,
  slices: 1,
  phases: 10,
  spacingMm: { x: 1, y: 1, z: 10 },
  orientation: null,
  phaseTimesMs: null,
}
/** Sides of the cavity over one heart cycle: full at the first phase, emptiest at the fifth. */
const sides = [20, 19, 16, 13, 10, 12, 14, 16, 18, 19]
const cine = sides.map((side, phase) => squareContour('lv-endo', 0, phase, side))
const wholeCine: Edit = draftsFrom(cine, emptySegmentation, gesture).edit!

test('a model that has drawn the whole cine also tells end-diastole and end-systole, in one step that can be taken back (evaluation K1, R-UN-1)', () => {
  const edit = withDetectedMarks(wholeCine, emptySegmentation, grid)
  const after = applied(emptySegmentation, edit)
  expect(after.marks).toEqual({ ed: 0, es: 4 })
  expect(applied(after, reversed(edit))).toEqual(emptySegmentation)
})

test('a mark that a reader has set stays', () => {
  const own = heldBy([], { marks: { ed: 1, es: null } })
  const edit = withDetectedMarks(draftsFrom(cine, own, gesture).edit!, own, grid)
  expect(applied(own, edit).marks).toEqual({ ed: 1, es: 4 })
})

test('one phase tells nothing about the heart cycle: no mark is made up', () => {
  const edit = draftsFrom(cine.slice(0, 1), emptySegmentation, gesture).edit!
  expect(withDetectedMarks(edit, emptySegmentation, grid)).toBe(edit)
})
