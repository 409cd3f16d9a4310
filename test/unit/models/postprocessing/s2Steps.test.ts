import { describe, expect, test } from 'vitest'
import { farRightVentricle, farRvDefaults } from '#models/postprocessing/farRightVentricle'
import { everyIsland, fillIslands } from '#shared/geometry/fillIslands'
import { postProcessed } from '#models/postprocessing/postProcessed'
import { largestCavity } from '#models/postprocessing/largestCavity'

/** Slices of rows of digits. */
const volume = (...slices: string[][]) => ({
  shape: [slices.length, slices[0]!.length, slices[0]![0]!.length] as const,
  labels: Uint8Array.from(slices.flat().join(''), Number),
})
const drawn = (labels: Uint8Array, columns: number) =>
  [...labels].join('').match(new RegExp(`.{${columns}}`, 'g'))
const mm = { x: 1, y: 1, z: 8 }

describe('the largest LV cavity of each slice (datasets F1)', () => {
  test('stays alone; the myocardium is not touched', () => {
    const { labels, shape } = volume(['33003', '33022', '00000'])
    const made = largestCavity(labels, shape)
    expect(drawn(made.labels, 5)).toEqual(['33000', '33022', '00000'])
    expect(made.removed).toBe(1)
  })
  test('is, of two equal ones, the one over the cavity of the slice before', () => {
    const { labels, shape } = volume(['0000', '0003'], ['3000', '0003'])
    expect(drawn(largestCavity(labels, shape).labels, 4)).toEqual(['0000', '0003', '0000', '0003'])
  })
  test('joins by corners', () => {
    const { labels, shape } = volume(['300', '030', '003'])
    expect(largestCavity(labels, shape).removed).toBe(0)
  })
})

describe('an RV far from the left ventricle (datasets F2)', () => {
  const { labels, shape } = volume(['2200000000001', '2201000000001'])
  const guardless = { ...farRvDefaults, leastHeartMm2: 0 }
  test('goes when more than 10 mm lie between, and a near one stays', () => {
    const made = farRightVentricle(labels, shape, mm, guardless)
    expect(drawn(made.labels, 13)).toEqual(['2200000000000', '2201000000000'])
    expect(made.removed).toBe(1)
  })
  test('is measured in millimetres, not in pixels', () => {
    expect(farRightVentricle(labels, shape, { ...mm, x: 0.5 }, guardless).removed).toBe(0)
  })
  test('stays where too little of the heart is seen to judge by, and in slices without any (the guard)', () => {
    expect(farRightVentricle(labels, shape, mm).removed).toBe(0)
    const alone = volume(['1000', '0000'])
    expect(farRightVentricle(alone.labels, alone.shape, mm).removed).toBe(0)
    const faithful = { ...farRvDefaults, withoutHeart: 'remove' } as const
    expect(farRightVentricle(alone.labels, alone.shape, mm, faithful).removed).toBe(1)
  })
})

describe('an island of background (datasets F3)', () => {
  test('is filled with the label of the nearest pixel, the lowest on a tie', () => {
    const { labels, shape } = volume(['11112', '10002', '11112'])
    expect(drawn(fillIslands(labels, shape, mm).labels, 5)).toEqual(['11112', '11112', '11112'])
  })
  test('that is as wide as a missed cavity stays; S2’s program filled it', () => {
    const side = 13
    const ring = Array.from({ length: side }, (_, y) =>
      Array.from({ length: side }, (_, x) => (x === 0 || y === 0 || x === 12 || y === 12 ? '2' : '0')).join(
        '',
      ),
    )
    const { labels, shape } = volume(ring)
    expect(fillIslands(labels, shape, mm).filled).toBe(0)
    const all = fillIslands(labels, shape, mm, everyIsland)
    expect(all.filled).toBe(1)
    expect(new Set(all.labels)).toEqual(new Set([2]))
  })
  test('that is open to the outside is none', () => {
    const { labels, shape } = volume(['222', '200', '222'])
    expect(fillIslands(labels, shape, mm).filled).toBe(0)
  })
})

test('the steps follow one another: one cavity, then the RV near it, then the gaps between them', () => {
  const { labels, shape } = volume(['3300000000001', '3302210000000', '0002010000300', '0002210000000'])
  const steps = { largestComponents: false, largestCavity: true, farRightVentricle: true, fillIslands: true }
  const made = postProcessed(labels, shape, { x: 2.5, y: 5, z: 8 }, steps)
  expect(drawn(made, 13)).toEqual(['3300000000000', '3302210000000', '0002110000000', '0002210000000'])
  expect(
    postProcessed(labels, shape, mm, {
      ...steps,
      largestCavity: false,
      farRightVentricle: false,
      fillIslands: false,
    }),
  ).toBe(labels)
})
