import { expect, test } from 'vitest'
import { contourAreaMm2 } from '#shared/geometry/polygon'
import { splineKnots } from '#renderer/canvas/tools/spline/splineKnots'
import { pressSpline } from '#renderer/canvas/tools/spline/pressSpline'
import { drawSpline } from '#renderer/canvas/tools/spline/drawSpline'
import type { ToolOutcome } from '#renderer/canvas/tools/toolState'
import { at, circle, contourOf, drag, edited, plane, scene } from './hand'

const state = (outcome: ToolOutcome) => {
  if (outcome.kind !== 'live') throw new Error('the gesture ended')
  return outcome.state
}
const eight = circle(50, 50, 20, 8)
const splined = contourOf(circle(50, 50, 20), { knots: eight })

test('features E-1: four clicks and Enter make a closed contour by hand', () => {
  let outcome = pressSpline(at(30, 50), scene())
  outcome = state(outcome).release(at(30, 50))
  for (const [x, y] of [
    [50, 40],
    [70, 50],
    [50, 60],
  ] as const) {
    outcome = state(outcome).press!(at(x, y))
    outcome = state(outcome).release(at(x, y))
  }
  const { verb, after } = edited(state(outcome).confirm!())
  expect(verb).toBe('Draw')
  expect(after).toMatchObject({ source: 'hand', author: 'AB', state: 'accepted', boundary: 'lv-endo' })
  expect(after?.knots).toHaveLength(4)
  expect(contourAreaMm2(after!.rings, plane.spacingMm)).toBeGreaterThan(800)
})

test('features E-1: a click within 8 px of the first knot closes the curve', () => {
  const drawing = drawSpline(scene(), [
    { x: 30, y: 50 },
    { x: 50, y: 40 },
    { x: 70, y: 50 },
  ])
  expect(edited(drawing.press!(at(31.5, 50.4))).after?.knots).toHaveLength(3)
})

test('R-UN-4: taking the last point back leaves the others, and the very last one ends the drawing', () => {
  const drawing = drawSpline(scene(), [
    { x: 30, y: 50 },
    { x: 50, y: 40 },
  ])
  const one = state(drawing.removeLast!())
  expect(one.preview.knots).toEqual([{ x: 30, y: 50 }])
  expect(one.removeLast!().kind).toBe('idle')
})

test('features E-1: dragging a knot moves that knot and no other', () => {
  const outcome = drag(pressSpline, scene({ contour: splined }), [at(70, 50), at(76, 50)])
  const { verb, after } = edited(outcome)
  expect(verb).toBe('Move point')
  expect(after?.knots?.[0]).toEqual({ x: 76, y: 50 })
  expect(after?.knots?.slice(1)).toEqual(eight.slice(1))
  expect(after?.source).toBe('edited')
})

test('the knot under the pointer is the same at every zoom: 8 screen pixels reach two image pixels here', () => {
  const near = drag(pressSpline, scene({ contour: splined }), [at(71.9, 50), at(75, 50)])
  expect(edited(near).verb).toBe('Move point')
  const far = pressSpline(at(74, 50), scene({ contour: splined }))
  expect(state(far).preview.knots).toEqual([{ x: 74, y: 50 }])
})

test('features E-1: a press on the curve between two knots inserts one there', () => {
  const between = circle(50, 50, 20, 16)[1]!
  const { verb, after } = edited(drag(pressSpline, scene({ contour: splined }), [at(between.x, between.y)]))
  expect(verb).toBe('Insert point')
  expect(after?.knots).toHaveLength(9)
  expect(after!.knots![1]!.x).toBeCloseTo(between.x, 0)
})

test('features E-1: Alt takes a knot out, but three stay', () => {
  const removed = edited(pressSpline(at(70, 50, { alt: true }), scene({ contour: splined })))
  expect(removed.verb).toBe('Remove point')
  expect(removed.after?.knots).toHaveLength(7)
  const three = contourOf(circle(50, 50, 20), { knots: circle(50, 50, 20, 3) })
  expect(pressSpline(at(70, 50, { alt: true }), scene({ contour: three })).kind).toBe('idle')
})

test('features E-1: Shift moves the whole contour and keeps its shape', () => {
  const outcome = drag(pressSpline, scene({ contour: splined }), [at(50, 50, { shift: true }), at(55, 52)])
  const { verb, after } = edited(outcome)
  expect(verb).toBe('Move contour')
  expect(after?.knots?.[0]).toEqual({ x: 75, y: 52 })
  expect(contourAreaMm2(after!.rings, plane.spacingMm)).toBeCloseTo(
    contourAreaMm2(splined.rings, plane.spacingMm),
    6,
  )
})

test('an imported outline gets knots that follow it within 2 % of its area', () => {
  const dense = contourOf(circle(50, 50, 20))
  expect(splineKnots(dense).length).toBeGreaterThanOrEqual(6)
  const { after } = edited(
    drag(pressSpline, scene({ contour: dense }), [at(splineKnots(dense)[0]!.x, splineKnots(dense)[0]!.y)]),
  )
  const before = contourAreaMm2(dense.rings, plane.spacingMm)
  expect(Math.abs(contourAreaMm2(after!.rings, plane.spacingMm) - before)).toBeLessThan(0.02 * before)
})

test('features E-1: a second curve elsewhere never removes the first', () => {
  const small = circle(12, 12, 8, 4)
  const { after } = edited(drawSpline(scene({ contour: splined }), small).confirm!())
  expect(after?.rings).toHaveLength(2)
  expect(after?.rings[0]).toEqual(splined.rings[0])
})

test('features E-G8: a contour that would cross itself is refused and the old one kept', () => {
  const crossed = drag(pressSpline, scene({ contour: splined }), [at(70, 50), at(5, 50)])
  expect(crossed).toEqual({ kind: 'idle', hint: 'crossing' })
})

test('features E-G7: a knot dragged outside stays on the image', () => {
  const { after } = edited(drag(pressSpline, scene({ contour: splined }), [at(70, 50), at(140, 50)]))
  const columns = after!.rings.flat().map(({ x }) => x)
  expect(Math.max(...columns)).toBeLessThanOrEqual(99.5)
})
