import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { squaredDistancesMm2 } from '#models/metrics/distanceTransform'
import { boundaryDistances } from '#models/metrics/hausdorff'
import { box } from './box'

describe('the distance transform', () => {
  test('it is exact on any sites and any spacing', () => {
    const shape = [3, 5, 4] as const
    const spacing = fc.record({
      x: fc.constantFrom(0.7, 1, 1.6),
      y: fc.constantFrom(0.9, 1, 2),
      z: fc.constantFrom(1, 8, 10),
    })
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 60, maxLength: 60, max: 1 }), spacing, (sites, mm) => {
        const place = (i: number) =>
          [Math.floor(i / 20) * mm.z, (Math.floor(i / 4) % 5) * mm.y, (i % 4) * mm.x] as const
        const found = squaredDistancesMm2(sites, shape, mm)
        const wanted = found.map((_, i) => {
          let nearest = Infinity
          sites.forEach((site, j) => {
            const [a, b] = [place(i), place(j)]
            if (site)
              nearest = Math.min(nearest, (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2)
          })
          return nearest
        })
        const off = found.findIndex(
          (value, i) => value !== wanted[i] && !(Math.abs(value - wanted[i]!) < 1e-9),
        )
        expect(off).toBe(-1)
      }),
    )
  })
})

describe('distances between boundaries, in mm (evaluation E0.2, X28)', () => {
  test('vector M1: rows 1.5 mm, columns 1 mm apart', () => {
    const [a, b] = [box([10, 10], [2, 2], [5, 5]), box([10, 10], [3, 2], [6, 5])]
    const found = boundaryDistances(a, b, [1, 10, 10], { x: 1, y: 1.5, z: 8 })!
    expect(found.hdMm).toBeCloseTo(1.5, 9)
    expect(found.hd95Mm).toBeCloseTo(1.5, 9)
    expect(found.assdMm).toBeCloseTo(0.666667, 6)
  })

  test('vector M2: a stray pixel shows in HD, not in HD95', () => {
    const truth = box([12, 12], [2, 2], [7, 7])
    const found = boundaryDistances(truth.with(10 * 12 + 10, 1), truth, [1, 12, 12], { x: 1, y: 1, z: 1 })!
    expect(found.hdMm).toBeCloseTo(4.242641, 6)
    expect(found.hd95Mm).toBe(0)
    expect(found.assdMm).toBeCloseTo(0.103479, 6)
  })

  test('each axis counts in its own mm: a box moved along one axis is as far away as its spacing says', () => {
    const shape = [6, 9, 12] as const
    const still = box(shape, [1, 2, 3], [3, 5, 8])
    const spacing = { x: 1.25, y: 1.5, z: 10 }
    const moved = (dz: number, dy: number, dx: number) =>
      box(shape, [1 + dz, 2 + dy, 3 + dx], [3 + dz, 5 + dy, 8 + dx])
    expect(boundaryDistances(moved(1, 0, 0), still, shape, spacing)!.hdMm).toBeCloseTo(10, 3)
    expect(boundaryDistances(moved(0, 2, 0), still, shape, spacing)!.hdMm).toBeCloseTo(3, 3)
    expect(boundaryDistances(moved(0, 0, 3), still, shape, spacing)!.hdMm).toBeCloseTo(3.75, 3)
  })

  test('the boundary of a volume includes its first and last slice', () => {
    const shape = [3, 5, 5] as const
    const [full, short] = [box(shape, [0, 1, 1], [2, 3, 3]), box(shape, [0, 1, 1], [1, 3, 3])]
    expect(boundaryDistances(full, short, shape, { x: 1, y: 1, z: 8 })!.hdMm).toBe(8)
  })

  test('one empty side has no distance; two agree', () => {
    const [none, some] = [new Uint8Array(25), box([5, 5], [1, 1], [2, 2])]
    const spacing = { x: 1, y: 1, z: 1 }
    expect(boundaryDistances(none, some, [1, 5, 5], spacing)).toBeNull()
    expect(boundaryDistances(some, none, [1, 5, 5], spacing)).toBeNull()
    expect(boundaryDistances(none, none, [1, 5, 5], spacing)).toEqual({ hdMm: 0, hd95Mm: 0, assdMm: 0 })
  })

  test('it does not matter which side comes first', () => {
    const masks = fc.uint8Array({ minLength: 64, maxLength: 64, max: 1 })
    fc.assert(
      fc.property(masks, masks, (a, b) => {
        const spacing = { x: 1, y: 2, z: 5 }
        const [one, other] = [
          boundaryDistances(a, b, [4, 4, 4], spacing),
          boundaryDistances(b, a, [4, 4, 4], spacing),
        ]
        expect(one?.hdMm).toBe(other?.hdMm)
        expect(one?.hd95Mm).toBe(other?.hd95Mm)
        expect(one && one.hd95Mm <= one.hdMm).toBe(one && true)
      }),
      { numRuns: 50 },
    )
  })
})
