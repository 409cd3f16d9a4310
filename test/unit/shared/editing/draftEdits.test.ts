import { describe, expect, test } from 'vitest'
import type { Contour } from '#shared/domain/contour'
import { acceptDrafts, draftsFrom, rejectDrafts, takePredicted } from '#shared/editing/draftEdits'
import { applied, emptySegmentation, reversed } from '#shared/editing/segmentation'
import { segmentationText } from '../../../fixtures/segmentationText'
import { heldBy, squareContour } from '../geometry/heart'

const gesture = { id: 'e1', at: '2026-01-02T03:04:05Z', actor: 'AB' }
const model = (slice: number, side: number, boundary: Contour['boundary'] = 'lv-endo'): Contour => ({
  ...squareContour(boundary, slice, 0, side),
  state: 'draft',
  source: 'model',
  author: 'unet 3',
})
const mine = squareContour('lv-endo', 1, 0, 7)

describe("a model run is one edit that never replaces a reader's contour (features R-RD-5, R-UN-7)", () => {
  const held = heldBy([mine, model(2, 5)])
  const predicted = [model(0, 10), model(1, 11), model(2, 12)]
  const plan = draftsFrom(predicted, held, gesture)

  test("it fills empty places, replaces former drafts and reports the reader's own as conflicts", () => {
    const after = applied(held, plan.edit!)
    expect(after.contours.get('lv-endo/0/0')).toEqual(predicted[0])
    expect(after.contours.get('lv-endo/1/0')).toBe(mine)
    expect(after.contours.get('lv-endo/2/0')).toEqual(predicted[2])
    expect(plan.conflicts).toEqual([predicted[1]])
    expect(plan.edit).toMatchObject({ label: 'Segment, 2 contours', place: { slice: 0, phase: 0 } })
  })

  test('taking it back restores what was there byte for byte', () => {
    const back = applied(applied(held, plan.edit!), reversed(plan.edit!))
    expect(segmentationText(back)).toBe(segmentationText(held))
  })

  test("the reader may still choose the model's over the own", () => {
    const after = applied(held, takePredicted(plan.conflicts, held, gesture)!)
    expect(after.contours.get('lv-endo/1/0')).toEqual(predicted[1])
    expect(takePredicted([], held, gesture)).toBeNull()
  })

  test('former drafts that the model no longer finds go, where it was asked', () => {
    const rerun = draftsFrom([model(0, 10)], held, gesture, [
      { slice: 0, phase: 0 },
      { slice: 2, phase: 0 },
    ])
    expect([...applied(held, rerun.edit!).contours.keys()]).toEqual(['lv-endo/1/0', 'lv-endo/0/0'])
    expect(applied(held, draftsFrom([model(0, 10)], held, gesture).edit!).contours.has('lv-endo/2/0')).toBe(
      true,
    )
  })

  test('a run that finds nothing is no edit', () => {
    expect(draftsFrom([], held, gesture)).toEqual({ edit: null, conflicts: [] })
  })
})

describe('accepting and rejecting drafts (features E-15)', () => {
  const held = heldBy([mine, model(2, 5), model(3, 6), model(3, 9, 'lv-epi')])

  test('one slice, one boundary or all at once, each one step', () => {
    const states = (choice: Parameters<typeof acceptDrafts>[1]) =>
      [...applied(held, acceptDrafts(held, choice, gesture)!).contours.values()].map(({ state }) => state)
    expect(states({ slice: 3, phase: 0 })).toEqual(['accepted', 'draft', 'accepted', 'accepted'])
    expect(states({ boundary: 'lv-epi' })).toEqual(['accepted', 'draft', 'draft', 'accepted'])
    expect(states({})).toEqual(['accepted', 'accepted', 'accepted', 'accepted'])
    expect(acceptDrafts(held, {}, gesture)!.label).toBe('Accept, 3 contours')
  })

  test('an accepted draft still says that a model made it', () => {
    const after = applied(held, acceptDrafts(held, {}, gesture)!)
    expect(after.contours.get('lv-endo/2/0')).toMatchObject({ source: 'model', author: 'unet 3' })
  })

  test("rejected drafts go and come back by undo; the reader's own stays", () => {
    const rejected = rejectDrafts(held, {}, gesture)!
    expect([...applied(held, rejected).contours.values()]).toEqual([mine])
    expect(segmentationText(applied(applied(held, rejected), reversed(rejected)))).toBe(
      segmentationText(held),
    )
  })

  test('without drafts there is nothing to do', () => {
    expect(acceptDrafts(emptySegmentation, {}, gesture)).toBeNull()
    expect(rejectDrafts(held, { slice: 1 }, gesture)).toBeNull()
  })
})
