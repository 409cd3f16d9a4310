import { describe, expect, test } from 'vitest'
import { ringAreaPx2, type Ring } from '#shared/geometry/polygon'
import { rasterise } from '#shared/geometry/rasterise'
import { closedSpline, knotsOf, nearestOnRing } from '#shared/geometry/spline'
import { traceMask } from '#shared/geometry/traceMask'
import { ellipse } from './circle'

const farthest = (from: Ring, to: Ring) => Math.max(...from.map((p) => nearestOnRing(to, p)!.distancePx))

describe('a closed curve through knots (features E-1)', () => {
  const knots = ellipse(50, 60, 20, 20, 8)

  test('it passes through every knot', () => {
    const curve = closedSpline(knots)
    for (const knot of knots) expect(curve).toContainEqual(knot)
  })

  test('eight knots are enough for a round ventricle of 20 pixels', () => {
    const curve = closedSpline(knots)
    expect(farthest(curve, ellipse(50, 60, 20))).toBeLessThan(0.2)
    expect(Math.abs(ringAreaPx2(curve) / (Math.PI * 400) - 1)).toBeLessThan(0.01)
  })

  test('moving a knot bends two spans to either side of it and leaves the rest as it was', () => {
    const before = closedSpline(knots, 10)
    const after = closedSpline(knots.with(3, { x: 30, y: 90 }), 10)
    const moved = before.map((p, i) => Math.hypot(p.x - after[i]!.x, p.y - after[i]!.y) > 1e-9)
    const spans = Array.from({ length: 8 }, (_, s) => moved.slice(10 * s, 10 * s + 10).some(Boolean))
    expect(spans).toEqual([false, true, true, true, true, false, false, false])
  })

  test('two clicks on one spot make one knot, and fewer than three make no curve', () => {
    expect(closedSpline([knots[0]!, knots[0]!, ...knots.slice(1)])).toEqual(closedSpline(knots))
    expect(closedSpline(knots.slice(0, 2))).toEqual(knots.slice(0, 2))
  })
})

describe('knots for a contour that has none', () => {
  test('ten knots follow a drawn oval within a fifth of a pixel and keep its area', () => {
    const oval = ellipse(80, 80, 26, 18)
    const knots = knotsOf(oval)
    expect(knots).toHaveLength(10)
    expect(farthest(oval, closedSpline(knots))).toBeLessThan(0.2)
    expect(Math.abs(ringAreaPx2(closedSpline(knots)) / ringAreaPx2(oval) - 1)).toBeLessThan(0.0025)
  })

  test('they follow a crescent, as the right ventricle is, but for the tips of its horns', () => {
    const outer = rasterise([ellipse(60, 60, 30, 34)], 120, 120)
    const inner = rasterise([ellipse(80, 60, 24, 30)], 120, 120)
    const [crescent] = traceMask(
      outer.map((inside, i) => inside & (1 - inner[i]!)),
      120,
      120,
    )
    const curve = closedSpline(knotsOf(crescent!, 14))
    const distances = crescent!.map((p) => nearestOnRing(curve, p)!.distancePx).toSorted((a, b) => a - b)
    expect(distances[Math.floor(0.9 * distances.length)]).toBeLessThan(0.75)
    expect(distances.at(-1)).toBeLessThan(3)
    expect(Math.abs(ringAreaPx2(curve) / ringAreaPx2(crescent!) - 1)).toBeLessThan(0.01)
  })

  test('they follow the pixel outline of a network within three quarters of a pixel, with its area', () => {
    const mask = rasterise([ellipse(40, 40, 17, 14)], 80, 80)
    const [outline] = traceMask(mask, 80, 80)
    const curve = closedSpline(knotsOf(outline!))
    expect(farthest(outline!, curve)).toBeLessThan(0.75)
    expect(Math.abs(ringAreaPx2(curve) / ringAreaPx2(outline!) - 1)).toBeLessThan(0.01)
  })

  test('a single pixel gets four', () => {
    const [outline] = traceMask(Uint8Array.of(0, 0, 0, 0, 1, 0, 0, 0, 0), 3, 3)
    expect(knotsOf(outline!)).toHaveLength(4)
  })
})

test('the nearest place on a ring says which edge it is on, the closing one included', () => {
  const square = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 10 },
    { x: 0, y: 10 },
  ]
  expect(nearestOnRing(square, { x: -2, y: 4 })).toEqual({ index: 3, point: { x: 0, y: 4 }, distancePx: 2 })
  expect(nearestOnRing([], { x: 0, y: 0 })).toBeNull()
})
