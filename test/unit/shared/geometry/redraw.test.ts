import { describe, expect, test } from 'vitest'
import { ringAreaPx2 } from '#shared/geometry/polygon'
import { redrawArc } from '#shared/geometry/redraw'
import { nearestOnRing } from '#shared/geometry/spline'
import { ellipse } from './circle'

const grid = { columns: 100, rows: 100, spacingMm: { x: 1, y: 1, z: 8 } }
const ring = ellipse(50, 50, 20)
/** A bulge to the right, from above to below. */
const bulge = [
  { x: 64, y: 36 },
  { x: 80, y: 40 },
  { x: 84, y: 50 },
  { x: 80, y: 60 },
  { x: 64, y: 64 },
]

describe('redrawing part of a contour (features E-2)', () => {
  test('a stroke from line to line replaces the shorter arc and leaves the rest', () => {
    for (const stroke of [bulge, bulge.toReversed()]) {
      const redrawn = redrawArc(ring, stroke, grid)!
      expect(redrawn.kind).toBe('part')
      expect(ringAreaPx2(redrawn.ring)).toBeGreaterThan(ringAreaPx2(ring) + 200)
      expect(nearestOnRing(redrawn.ring, { x: 84, y: 50 })!.distancePx).toBeLessThan(0.2)
      for (const p of ring.filter(({ x }) => x < 60))
        expect(nearestOnRing(redrawn.ring, p)!.distancePx).toBeLessThan(0.16)
    }
  })

  test('the seam of the ring makes no difference', () => {
    const turned = [...ring.slice(90), ...ring.slice(0, 90)]
    const [one, other] = [redrawArc(ring, bulge, grid)!, redrawArc(turned, bulge, grid)!]
    expect(ringAreaPx2(other.ring)).toBeCloseTo(ringAreaPx2(one.ring), -1)
  })

  test('a stroke that starts or ends away from the line is a contour of its own', () => {
    const away = [
      { x: 20, y: 20 },
      { x: 30, y: 20 },
      { x: 30, y: 30 },
      { x: 20, y: 30 },
    ]
    const redrawn = redrawArc(ring, away, grid)!
    expect(redrawn.kind).toBe('whole')
    expect(ringAreaPx2(redrawn.ring)).toBe(100)
  })

  test('the tolerance follows the zoom', () => {
    expect(redrawArc(ring, bulge, grid, 1)!.kind).toBe('part')
    const inside = bulge.map((p, i) => (i % 4 === 0 ? { x: p.x - 3, y: p.y } : p))
    expect(redrawArc(ring, inside, grid, 1)!.kind).toBe('whole')
    expect(redrawArc(ring, inside, grid, 6)!.kind).toBe('part')
  })

  test('a stroke once round, back to where it began on the line, redraws the whole', () => {
    const round = ellipse(52, 50, 18, 25)
    const redrawn = redrawArc(ring, [...round, round[0]!], grid)!
    expect(redrawn.kind).toBe('whole')
    expect(ringAreaPx2(redrawn.ring) / ringAreaPx2(round)).toBeCloseTo(1, 1)
  })

  test('a stroke that leaves the image is cut off there (features E-G7)', () => {
    const redrawn = redrawArc(
      null,
      [
        { x: 90, y: 10 },
        { x: 150, y: 10 },
        { x: 150, y: 30 },
        { x: 90, y: 30 },
      ],
      grid,
    )!
    expect(Math.max(...redrawn.ring.map(({ x }) => x))).toBe(99.5)
    expect(ringAreaPx2(redrawn.ring)).toBe(9.5 * 20)
  })

  test('a click encloses nothing', () => {
    expect(redrawArc(null, [{ x: 5, y: 5 }], grid)).toBeNull()
    expect(
      redrawArc(
        ring,
        [
          { x: 5, y: 5 },
          { x: 6, y: 6 },
        ],
        grid,
      ),
    ).toBeNull()
  })
})
