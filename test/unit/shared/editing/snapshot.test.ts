import { expect, test } from 'vitest'
import { drawContour } from '#shared/editing/contourEdits'
import { emptyHistory, undo, withEdit, type Edited } from '#shared/editing/history'
import { applied, emptySegmentation } from '#shared/editing/segmentation'
import { parsedSnapshot, segmentationText, snapshotText } from '#shared/editing/snapshot'
import { heldBy, squareContour } from '../geometry/heart'

const gesture = { id: 'e1', at: '2026-01-02T03:04:05Z', actor: 'AB' }
const drawn = squareContour('lv-epi', 2, 1, 9)

test('a segmentation and what can be undone and repeated come back from their text', () => {
  const one = withEdit(
    { segmentation: emptySegmentation, history: emptyHistory },
    drawContour(emptySegmentation, drawn, gesture),
  )
  const plan = undo(one.history)!
  const back: Edited = { segmentation: applied(one.segmentation, plan.step), history: plan.history }
  for (const state of [one, back]) {
    const parsed = parsedSnapshot(snapshotText(state))!
    expect(parsed).toEqual(state)
    expect(snapshotText(parsed)).toBe(snapshotText(state))
  }
})

test('the order in which contours were drawn leaves no trace in the text', () => {
  const [a, b] = [squareContour('lv-endo', 0, 0, 4), squareContour('rv-endo', 1, 0, 4)]
  const one = heldBy([a, b], { flagged: new Set(['1/0', '0/0']) })
  const other = heldBy([b, a], { flagged: new Set(['0/0', '1/0']) })
  expect(segmentationText(one)).toBe(segmentationText(other))
})

test('any other text is not a snapshot', () => {
  const good = snapshotText({ segmentation: heldBy([drawn]), history: emptyHistory })
  expect(parsedSnapshot(good)).not.toBeNull()
  for (const text of [
    '',
    good.slice(0, -9),
    '{}',
    'null',
    good.replace('snapshot/1', 'snapshot/9'),
    good.replace('lv-epi', 'liver'),
  ])
    expect(parsedSnapshot(text)).toBeNull()
})
