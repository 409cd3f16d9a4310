import fc from 'fast-check'
import { expect, test } from 'vitest'
import { centreCrop, centredOffset } from '#models/preparation/centreCrop'
import { moveImage, moveLabels } from '#models/preparation/moveVolume'
import { restoreLabels } from '#models/preparation/restoreLabels'
import { gridAfter } from '#models/preparation/move'

const grid = (rows: number, columns: number, slices = 1) => ({
  slices,
  rows,
  columns,
  spacingMm: { x: 1, y: 1, z: 8 },
})

test('vectors G1 and G2: where a crop or a pad begins', () => {
  expect([centredOffset(256, 100), centredOffset(216, 200), centredOffset(177, 176)]).toEqual([78, 8, 0])
  expect([centredOffset(150, 176), centredOffset(175, 176)]).toEqual([-13, 0])
  const source = grid(150, 175)
  const padded = moveLabels(new Uint8Array(150 * 175).fill(1), source, centreCrop(source, 176, null))
  const row = (y: number) => padded.subarray(y * 176, (y + 1) * 176)
  expect([row(12)[80], row(13)[80], row(162)[80], row(163)[80]]).toEqual([0, 1, 1, 0])
  expect([row(80)[0], row(80)[174], row(80)[175]]).toEqual([1, 1, 0])
})

test('the way back puts every pixel where it was, odd or even, larger or smaller, in plane and through it (X27)', () => {
  const sides = fc.integer({ min: 1, max: 21 })
  const stacks = fc.integer({ min: 1, max: 5 })
  fc.assert(
    fc.property(sides, sides, sides, stacks, stacks, (rows, columns, side, slices, deep) => {
      const source = grid(rows, columns, slices)
      const labels = Uint8Array.from({ length: slices * rows * columns }, (_, i) => 1 + (i % 250))
      const move = centreCrop(source, side, deep)
      const prepared = gridAfter(source, move)
      const record = {
        source,
        prepared,
        moves: [move],
        numbers: [],
        ignored: [],
        restore: 'probabilities',
      } as const
      const back = restoreLabels(moveLabels(labels, source, move), record)
      const kept = back.filter((label) => label > 0).length
      expect(kept).toBe(Math.min(rows, side) * Math.min(columns, side) * Math.min(slices, deep))
      expect(back.findIndex((label, i) => label !== 0 && label !== labels[i])).toBe(-1)
    }),
  )
})

test('an image is padded with nought', () => {
  const one = grid(1, 1)
  expect([...moveImage(Float32Array.of(5), one, centreCrop(one, 3, null))]).toEqual([
    0, 0, 0, 0, 5, 0, 0, 0, 0,
  ])
})
