import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pointInRings } from '#shared/geometry/polygon'
import { rasterise } from '#shared/geometry/rasterise'

const size = 16
const coordinate = fc.oneof(
  fc.integer({ min: -2, max: size + 1 }),
  fc.double({ min: -2, max: size + 1, noNaN: true }),
)
const point = fc.record({ x: coordinate, y: coordinate })

describe('which pixels a contour holds (features E-G3)', () => {
  test('a pixel is in when its centre is; a centre on the left or upper edge is in, on the right or lower one out', () => {
    const mask = rasterise(
      [
        [
          { x: 1, y: 1 },
          { x: 3, y: 1 },
          { x: 3, y: 3 },
          { x: 1, y: 3 },
        ],
      ],
      5,
      5,
    )
    expect([...mask]).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
  })

  test('two contours that share a line never share or lose a pixel, whatever the line', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 6 }), (line) => {
        const [above, below] = [
          { x: 7, y: -3 },
          { x: 7, y: size + 3 },
        ]
        const left = [{ x: -3, y: -3 }, above, ...line, below, { x: -3, y: size + 3 }]
        const right = [
          { x: size + 3, y: -3 },
          { x: size + 3, y: size + 3 },
          below,
          ...line.toReversed(),
          above,
        ]
        const [a, b] = [rasterise([left], size, size), rasterise([right], size, size)]
        expect(a.findIndex((inside, i) => inside + b[i]! !== 1)).toBe(-1)
      }),
    )
  })

  test('a pixel is set exactly when the point test says its centre is inside', () => {
    fc.assert(
      fc.property(fc.array(fc.array(point, { minLength: 3, maxLength: 8 }), { maxLength: 3 }), (rings) => {
        const centres = Array.from({ length: size * size }, (_, i) => ({
          x: i % size,
          y: Math.floor(i / size),
        }))
        const inside = centres.map((centre) => (pointInRings(rings, centre) ? 1 : 0))
        expect([...rasterise(rings, size, size)]).toEqual(inside)
      }),
    )
  })

  test('what lies outside the image is left out and never wraps to the other side (features E-G7)', () => {
    const mask = rasterise(
      [
        [
          { x: 2.5, y: -9 },
          { x: 99, y: -9 },
          { x: 99, y: 99 },
          { x: 2.5, y: 99 },
        ],
      ],
      4,
      3,
    )
    expect([...mask]).toEqual([0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1])
  })
})
