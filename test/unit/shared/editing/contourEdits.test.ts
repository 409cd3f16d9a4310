import { describe, expect, test } from 'vitest'
import { copyContour, deleteContour, drawContour, shiftContour } from '#shared/editing/contourEdits'
import { applied, emptySegmentation } from '#shared/editing/segmentation'
import { closedSpline } from '#shared/geometry/spline'
import { ellipse } from '../geometry/circle'
import { heldBy, squareContour } from '../geometry/heart'

const gesture = { id: 'e1', at: '2026-01-02T03:04:05Z', actor: 'CD' }
const endo = squareContour('lv-endo', 3, 0, 10)
const key = 'lv-endo/3/0'
const knotted = { ...endo, knots: ellipse(20, 20, 8, 8, 6), rings: [closedSpline(ellipse(20, 20, 8, 8, 6))] }

describe('drawing', () => {
  test('a new line is the hand of its reader, accepted', () => {
    const drawn = drawContour(emptySegmentation, endo, gesture)
    expect(applied(emptySegmentation, drawn).contours.get(key)).toMatchObject({
      source: 'hand',
      state: 'accepted',
      author: 'CD',
    })
    expect(drawn).toMatchObject({ label: 'Draw, LV endo', place: { slice: 3, phase: 0 } })
  })

  test("a line drawn over a model's draft counts as edited and is the reader's from then on (features R-RD-5)", () => {
    const draft = heldBy([{ ...endo, state: 'draft', source: 'model', author: 'unet' }])
    const after = applied(draft, drawContour(draft, knotted, gesture, 'Redraw')).contours.get(key)
    expect(after).toMatchObject({ source: 'edited', state: 'accepted', author: 'CD', knots: knotted.knots })
  })

  test('adding another contour never removes the first (features E-1)', () => {
    const held = heldBy([endo])
    const after = applied(held, drawContour(held, squareContour('lv-epi', 3, 0, 14), gesture))
    expect(after.contours.get(key)).toBe(endo)
    expect(after.contours.size).toBe(2)
  })

  test('moving the whole moves rings and knots alike', () => {
    const held = heldBy([knotted])
    const after = applied(held, shiftContour(held, knotted, { x: 2, y: -1 }, gesture)).contours.get(key)!
    expect(after.knots![0]).toEqual({ x: 30, y: 19 })
    expect(after.rings[0]![0]).toEqual({ x: 30, y: 19 })
  })

  test('deleting and copying take one edit each; there is nothing to delete where nothing is', () => {
    const held = heldBy([endo])
    expect(applied(held, deleteContour(held, endo, gesture)!).contours.size).toBe(0)
    expect(deleteContour(emptySegmentation, endo, gesture)).toBeNull()
    const copied = applied(held, copyContour(held, endo, { slice: 4, phase: 0 }, gesture))
    expect(copied.contours.get('lv-endo/4/0')!.rings).toEqual(endo.rings)
    expect(copied.contours.get(key)).toBe(endo)
  })
})
