import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ringAreaPx2 } from '#shared/geometry/polygon'
import { simplify } from '#shared/geometry/simplify'
import { nearestOnRing } from '#shared/geometry/spline'
import { ellipse } from './circle'

const square = { x: 1, y: 1 }

test('points on a straight line go, corners stay', () => {
  const corners = [
    { x: 0, y: 0 },
    { x: 20, y: 0 },
    { x: 20, y: 20 },
    { x: 0, y: 20 },
  ]
  const dense = corners.flatMap((a, i) => {
    const b = corners[(i + 1) % 4]!
    return Array.from({ length: 20 }, (_, k) => ({
      x: a.x + ((b.x - a.x) * k) / 20,
      y: a.y + ((b.y - a.y) * k) / 20,
    }))
  })
  expect(simplify(dense, square)).toEqual(corners)
})

test('a freehand line keeps within 0.15 mm and its area within 0.5 % (features E-2)', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 3, max: 60, noNaN: true }),
      fc.double({ min: 0.5, max: 2, noNaN: true }),
      (r, mm) => {
        const drawn = ellipse(100, 100, r, r * 0.7, 400)
        const kept = simplify(drawn, { x: mm, y: mm })
        expect(kept.length).toBeLessThan(drawn.length)
        expect(Math.abs(ringAreaPx2(kept) / ringAreaPx2(drawn) - 1)).toBeLessThanOrEqual(0.005)
        for (const p of drawn)
          expect(nearestOnRing(kept, p)!.distancePx * mm).toBeLessThanOrEqual(0.15 + 1e-9)
      },
    ),
    { numRuns: 50 },
  )
})

test('the tolerance is in mm on pixels that are not square', () => {
  const bump = (height: number) => [
    { x: 0, y: 0 },
    { x: 10, y: -height },
    { x: 20, y: 0 },
    { x: 20, y: 20 },
    { x: 0, y: 20 },
  ]
  expect(simplify(bump(0.2), { x: 1, y: 0.5 })).toHaveLength(4)
  expect(simplify(bump(0.2), { x: 1, y: 1 })).toHaveLength(5)
})
