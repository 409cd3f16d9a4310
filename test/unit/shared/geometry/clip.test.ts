import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clipRings } from '#shared/geometry/clip'
import { rasterise } from '#shared/geometry/rasterise'
import { ellipse } from './circle'

test('a contour is cut off at the outer edge of the outermost pixels (features E-G7)', () => {
  const [ring] = clipRings([ellipse(0, 5, 4)], 10, 10)
  expect(Math.min(...ring!.map(({ x }) => x))).toBe(-0.5)
})

test('a contour inside the image comes back as it was, one outside not at all', () => {
  const ring = ellipse(5, 5, 3)
  expect(clipRings([ring, ellipse(50, 5, 3)], 10, 10)).toEqual([ring])
})

test('cutting off changes no pixel of the image', () => {
  // The irrational shifts keep every line off the pixel centres: on one, the rounding of the new corner would decide.
  const coordinate = (shift: number) =>
    fc.integer({ min: -80, max: 160 }).map((eighths) => eighths / 8 + shift)
  const point = fc.record({ x: coordinate(Math.SQRT2 / 100), y: coordinate(Math.PI / 100) })
  const ring = fc.array(point, { minLength: 3, maxLength: 8 })
  fc.assert(
    fc.property(ring, (drawn) => {
      expect(rasterise(clipRings([drawn], 10, 10), 10, 10)).toEqual(rasterise([drawn], 10, 10))
    }),
  )
})
