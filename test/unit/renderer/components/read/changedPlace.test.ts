import { expect, test } from 'vitest'
import { contourKey, type Contour } from '#shared/domain/contour'
import { deleteContour } from '#shared/editing/contourEdits'
import { acceptDrafts } from '#shared/editing/draftEdits'
import { emptySegmentation, reversed } from '#shared/editing/segmentation'
import { setFlagged } from '#shared/editing/studyEdits'
import { changedPlace } from '#renderer/components/read/changedPlace'

const gesture = { id: 'g', at: '2026-01-01T00:00:00.000Z', actor: 'AB' }
const triangle = [
  { x: 1, y: 1 },
  { x: 5, y: 1 },
  { x: 3, y: 5 },
]
const draft = (slice: number, x: number): Contour => ({
  boundary: 'lv-endo',
  slice,
  phase: 2,
  rings: [triangle.map((point) => ({ x: point.x + x, y: point.y }))],
  knots: null,
  state: 'draft',
  source: 'model',
  author: 'U-Net',
})
const drafts = [draft(1, 0), draft(2, 10)]
const segmentation = {
  ...emptySegmentation,
  contours: new Map(drafts.map((contour) => [contourKey(contour), contour])),
}

test('R-UN-3: a step over several slices lights on each slice what changed there, and nothing elsewhere', () => {
  const step = acceptDrafts(segmentation, {}, gesture)!
  expect(changedPlace(step, 1, 2)).toEqual({ rings: drafts[0]!.rings })
  expect(changedPlace(step, 2, 2)).toEqual({ rings: drafts[1]!.rings })
  expect(changedPlace(step, 3, 2)).toBeNull()
  expect(changedPlace(step, 1, 0)).toBeNull()
})

test('R-UN-3: a contour that goes away lights where it was, one that comes back where it is', () => {
  const step = deleteContour(segmentation, drafts[0]!, gesture)!
  expect(changedPlace(step, 1, 2)).toEqual({ rings: drafts[0]!.rings })
  expect(changedPlace(reversed(step), 1, 2)).toEqual({ rings: drafts[0]!.rings })
})

test('R-UN-3: a flag has no outline; its place is lit as a whole', () => {
  const step = setFlagged(segmentation, { slice: 4, phase: 2 }, true, gesture)!
  expect(changedPlace(step, 4, 2)).toEqual({ rings: [] })
  expect(changedPlace(step, 1, 2)).toBeNull()
})
