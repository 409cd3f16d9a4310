import { expect, test } from 'vitest'
import { rasteriseFine } from '#shared/geometry/rasteriseFine'

const box = (left: number, top: number, right: number, bottom: number) => [
  { x: left, y: top },
  { x: right, y: top },
  { x: right, y: bottom },
  { x: left, y: bottom },
]
const sum = (mask: Uint8Array): number => mask.reduce((count, inside) => count + inside, 0)

test('a pixel is set where more than half of it lies inside, wherever its centre is (datasets B1.12)', () => {
  // From the left edge of pixel 2 to 0.6 of pixel 4: pixels 2, 3 and 4, on rows 1 and 2.
  expect(sum(rasteriseFine([box(1.5, 0.5, 4.1, 2.5)], 8, 6))).toBe(6)
  // To 0.3 of pixel 4: its centre is outside, and most of it.
  expect(sum(rasteriseFine([box(1.5, 0.5, 3.8, 2.5)], 8, 6))).toBe(4)
})

test('the area of a disc is kept within 0.5 %, on the mean of its places in the pixels', () => {
  const places = Array.from({ length: 25 }, (_, i) => [20 + (i % 5) / 5, 20 + Math.floor(i / 5) / 5] as const)
  const areas = places.map(([x, y]) => {
    const disc = Array.from({ length: 200 }, (_, i) => {
      const angle = (2 * Math.PI * i) / 200
      return { x: x + 15 * Math.cos(angle), y: y + 15 * Math.sin(angle) }
    })
    return sum(rasteriseFine([disc], 42, 42))
  })
  const mean = areas.reduce((total, area) => total + area, 0) / areas.length
  expect(Math.abs(mean / (Math.PI * 225) - 1)).toBeLessThan(0.005)
})

test('what lies outside the image is left out, and nothing of nothing is set', () => {
  expect(sum(rasteriseFine([box(-10, -10, 0.5, 0.5)], 5, 5))).toBe(1)
  expect(sum(rasteriseFine([box(20, 20, 30, 30)], 5, 5))).toBe(0)
  expect(sum(rasteriseFine([], 5, 5))).toBe(0)
})
