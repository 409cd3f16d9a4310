import { describe, expect, test } from 'vitest'
import { paintRings, sweptDisc } from '#shared/geometry/brush'
import { contourAreaMm2 } from '#shared/geometry/polygon'
import { rasterise } from '#shared/geometry/rasterise'
import { nearestOnRing } from '#shared/geometry/spline'
import { ellipse } from './circle'

const grid = (columns: number, rows: number, x = 1, y = 1) => ({ columns, rows, spacingMm: { x, y, z: 8 } })
const count = (mask: Uint8Array) => mask.reduce((sum, inside) => sum + inside, 0)
const square = { x: 1, y: 1 }

describe('what a brush stroke covers (features E-4, E-G6)', () => {
  test('the smallest brush sets exactly the pixel under the pointer, wherever in it the pointer is', () => {
    for (const [x, y] of [
      [4, 3],
      [4.49, 2.51],
      [3.5, 3.4],
    ] as const) {
      const mask = sweptDisc([{ x, y }], 0.2, grid(9, 7))
      expect(count(mask)).toBe(1)
      expect(mask[Math.round(y) * 9 + Math.round(x)]).toBe(1)
    }
  })

  test('a fast stroke is the same as a slow one: no beads', () => {
    const slow = Array.from({ length: 101 }, (_, i) => ({ x: 10 + 0.8 * i, y: 20 + 0.3 * i }))
    const fast = [slow[0]!, slow[100]!]
    expect(sweptDisc(fast, 4, grid(110, 70))).toEqual(sweptDisc(slow, 4, grid(110, 70)))
  })

  test('its area is that of the disc and of the way between', () => {
    const mask = sweptDisc(
      [
        { x: 30, y: 30 },
        { x: 70, y: 30 },
      ],
      10,
      grid(100, 60),
    )
    expect(count(mask) / (Math.PI * 100 + 40 * 20)).toBeCloseTo(1, 1)
  })

  test('it is round in mm on pixels that are not square', () => {
    const mask = sweptDisc([{ x: 30, y: 30 }], 10, grid(60, 60, 2, 1))
    expect(mask[30 * 60 + 35]).toBe(1)
    expect(mask[30 * 60 + 36]).toBe(0)
    expect(mask[40 * 60 + 30]).toBe(1)
    expect(mask[41 * 60 + 30]).toBe(0)
  })

  test('a stroke that leaves the image comes to nothing there and does not wrap (features E-G7)', () => {
    const mask = sweptDisc(
      [
        { x: 5, y: 5 },
        { x: 40, y: 5 },
      ],
      2,
      grid(10, 10),
    )
    for (let y = 0; y < 10; y++) expect(mask[y * 10]).toBe(0)
    expect(count(sweptDisc([{ x: 90, y: 90 }], 2, grid(10, 10)))).toBe(0)
  })
})

describe('painting on a contour', () => {
  const ring = ellipse(50, 50, 20)
  const stroke = sweptDisc([{ x: 70, y: 50 }], 8, grid(100, 100))

  test('the exact finish is the outline of the pixels: old ones and the stroke together, or without it', () => {
    const old = rasterise([ring], 100, 100)
    const added = paintRings([ring], stroke, 'add', 100, 100, 'exact')
    expect(rasterise(added, 100, 100)).toEqual(old.map((inside, i) => inside | stroke[i]!))
    const erased = paintRings([ring], stroke, 'erase', 100, 100, 'exact')
    expect(rasterise(erased, 100, 100)).toEqual(old.map((inside, i) => inside & (1 - stroke[i]!)))
  })

  test('the smooth finish has the area of the two discs together, or of their difference, within 0.5 %', () => {
    const [large, small, apart] = [20, 8, 20]
    // What two circles share (Weisstein, Circle-Circle Intersection).
    const angle = (r: number, other: number) =>
      Math.acos((apart ** 2 + r ** 2 - other ** 2) / (2 * apart * r))
    const segment = (r: number, other: number) =>
      r ** 2 * (angle(r, other) - Math.sin(angle(r, other)) * Math.cos(angle(r, other)))
    const shared = segment(large, small) + segment(small, large)
    const circle = Math.PI * large ** 2
    const added = paintRings([ring], stroke, 'add', 100, 100, 'smooth')
    const erased = paintRings([ring], stroke, 'erase', 100, 100, 'smooth')
    expect(contourAreaMm2(added, square) / (circle + Math.PI * small ** 2 - shared)).toBeCloseTo(1, 2)
    expect(contourAreaMm2(erased, square) / (circle - shared)).toBeCloseTo(1, 2)
  })

  test('the smooth finish leaves the line alone where the stroke did not reach, however often one paints', () => {
    let rings = [ring]
    for (let i = 0; i < 20; i++) {
      const mask = sweptDisc([{ x: 70 + (i % 3), y: 46 + (i % 5) }], 6, grid(100, 100))
      rings = paintRings(rings, mask, i % 2 ? 'erase' : 'add', 100, 100, 'smooth')
    }
    for (const p of ring.filter(({ x }) => x < 55)) {
      expect(Math.min(...rings.map((r) => nearestOnRing(r, p)!.distancePx))).toBeLessThan(0.02)
    }
  })

  test('painting on an empty place makes a disc, erasing all of it leaves nothing', () => {
    const disc = paintRings([], stroke, 'add', 100, 100, 'smooth')
    expect(disc).toHaveLength(1)
    expect(contourAreaMm2(disc, square) / count(stroke)).toBeCloseTo(1, 2)
    const wide = sweptDisc([{ x: 70, y: 50 }], 12, grid(100, 100))
    expect(paintRings(disc, wide, 'erase', 100, 100, 'smooth')).toEqual([])
  })

  test('a stroke inside what is painted changes no point', () => {
    const inside = sweptDisc([{ x: 50, y: 50 }], 3, grid(100, 100))
    expect(paintRings([ring], inside, 'add', 100, 100, 'exact')).toEqual([ring])
  })
})
