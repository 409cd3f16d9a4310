import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cropImage, cropLabels, cropOffset, uncropLabels } from '#models/preparation/centreCrop'

test('vectors G1 and G2: where a crop or a pad begins', () => {
  const offset = (count: number, side: number) => cropOffset({ rows: count, columns: side }, side)
  expect([offset(256, 100).top, offset(216, 200).top, offset(177, 176).top]).toEqual([78, 8, 0])
  expect([offset(150, 176).top, offset(175, 176).top]).toEqual([-13, -0])
  const padded = cropLabels(new Uint8Array(150 * 175).fill(1), { rows: 150, columns: 175 }, 176)
  const row = (y: number) => padded.subarray(y * 176, (y + 1) * 176)
  expect([row(12)[80], row(13)[80], row(162)[80], row(163)[80]]).toEqual([0, 1, 1, 0])
  expect([row(80)[0], row(80)[174], row(80)[175]]).toEqual([1, 1, 0])
})

test('the way back puts every pixel where it was, odd or even, larger or smaller (X27)', () => {
  const sides = fc.integer({ min: 1, max: 21 })
  fc.assert(
    fc.property(sides, sides, sides, (rows, columns, side) => {
      const labels = Uint8Array.from({ length: rows * columns }, (_, i) => 1 + (i % 250))
      const back = uncropLabels(cropLabels(labels, { rows, columns }, side), side, { rows, columns })
      const kept = back.filter((label) => label > 0).length
      expect(kept).toBe(Math.min(rows, side) * Math.min(columns, side))
      expect(back.findIndex((label, i) => label !== 0 && label !== labels[i])).toBe(-1)
    }),
  )
})

test('an image is padded with nought', () => {
  expect([...cropImage(Float32Array.of(5), { rows: 1, columns: 1 }, 3)]).toEqual([0, 0, 0, 0, 5, 0, 0, 0, 0])
})
