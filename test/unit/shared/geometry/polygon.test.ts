import { describe, expect, test } from 'vitest'
import { centroid, contourAreaMm2, pointInRings, ringAreaPx2, ringLengthMm } from '#shared/geometry/polygon'

const rectangle = (left: number, top: number, width: number, height: number) => [
  { x: left, y: top },
  { x: left + width, y: top },
  { x: left + width, y: top + height },
  { x: left, y: top + height },
]

describe('areas (features E-G5, E-G6)', () => {
  test('a square of 40 mm has 1600 mm², also on pixels that are not square, in either winding', () => {
    const ring = rectangle(10, 10, 20, 40)
    expect(contourAreaMm2([ring], { x: 2, y: 1 })).toBe(1600)
    expect(contourAreaMm2([ring.toReversed()], { x: 2, y: 1 })).toBe(1600)
  })

  test('a ring inside a ring is a hole, and one inside the hole counts again', () => {
    const rings = [rectangle(0, 0, 10, 10), rectangle(2, 2, 6, 6), rectangle(4, 4, 2, 2)]
    expect(contourAreaMm2(rings, { x: 1, y: 1 })).toBe(100 - 36 + 4)
  })

  test('two rings beside each other add up', () => {
    expect(contourAreaMm2([rectangle(0, 0, 3, 3), rectangle(10, 0, 2, 2)], { x: 1, y: 1 })).toBe(13)
  })

  test('fewer than three points enclose nothing', () => {
    expect(
      ringAreaPx2([
        { x: 0, y: 0 },
        { x: 5, y: 5 },
      ]),
    ).toBe(0)
    expect(contourAreaMm2([], { x: 1, y: 1 })).toBe(0)
  })
})

test('the centroid of a rectangle is its middle, wherever more points crowd its line', () => {
  const crowded = [
    { x: 100, y: 100 },
    { x: 101, y: 100 },
    { x: 102, y: 100 },
    ...rectangle(100, 100, 6, 4).slice(1),
  ]
  expect(centroid(crowded).x).toBeCloseTo(103, 9)
  expect(centroid(crowded).y).toBeCloseTo(102, 9)
})

test('the centroid of a line without area is the mean of its points', () => {
  expect(
    centroid([
      { x: 0, y: 0 },
      { x: 4, y: 2 },
    ]),
  ).toEqual({ x: 2, y: 1 })
})

test('the length of a closed line counts its closing edge, in mm', () => {
  expect(ringLengthMm(rectangle(0, 0, 3, 4), { x: 2, y: 0.5 })).toBe(2 * (6 + 2))
})

test('a point in a hole is outside', () => {
  const rings = [rectangle(0, 0, 10, 10), rectangle(2, 2, 6, 6)]
  expect(pointInRings(rings, { x: 1, y: 5 })).toBe(true)
  expect(pointInRings(rings, { x: 5, y: 5 })).toBe(false)
  expect(pointInRings(rings, { x: 11, y: 5 })).toBe(false)
})
