import { expect, test } from 'vitest'
import { Samples } from '#electron/compute/training/batches'
import type { PreparedVolume } from '#electron/compute/training/preparedVolume'
import { Augmentation, type AugmentationChoice } from '#shared/domain/augmentation'
import { ignoredLabel, type RegionId } from '#shared/domain/structures'

const side = 4
const volume = (labelled: RegionId[], value: number): PreparedVolume => {
  const grid = { slices: 2, rows: side, columns: side, spacingMm: { x: 1, y: 1, z: 8 } }
  return {
    ...{ caseName: `case${value}`, phase: 'ed', count: 2, labelled, spacingMm: grid.spacingMm, ledger: [] },
    slices: new Float32Array(2 * side * side).fill(value),
    labels: Uint8Array.from({ length: 2 * side * side }, (_, i) => (i < 16 ? 3 : i % 4)),
    record: {
      source: grid,
      prepared: grid,
      moves: [],
      numbers: [0, 1],
      ignored: [],
      restore: 'probabilities',
    },
    reference: new Uint8Array(2 * side * side),
  }
}
const samples = (augmentation: Augmentation | null = null) =>
  new Samples([volume(['lv-cavity'], 1), volume(['rv-cavity', 'lv-myocardium', 'lv-cavity'], 2)], {
    side,
    window: null,
    channels: ['rv-cavity', 'lv-cavity'],
    augmentation,
    seed: 1,
  })

test('each channel holds the pixels of its own structure', () => {
  const { targets } = samples().batch([0, 1], 'as they are')
  const ones = (sample: number, channel: number) =>
    [...targets].filter((value, i) => value === 1 && i % 2 === channel && Math.floor(i / 32) === sample)
      .length
  expect([ones(0, 0), ones(0, 1)]).toEqual([0, 16]) // the first slice is LV cavity all over
  expect([ones(1, 0), ones(1, 1)]).toEqual([4, 4]) // the second is striped 0, 1, 2, 3
})

test('a structure that the source does not label is told to be unknown, not absent (X24)', () => {
  const { labelled } = samples().batch([0, 2], 'as they are')
  expect([...labelled]).toEqual([0, 1, 1, 1])
})

test('a sample is augmented alike for the same seed, epoch and number, whatever else is in its batch', () => {
  const strong = samples(Augmentation.parse({ probability: 1, noise: 0.5 }))
  const image = (numbers: number[], epoch: number, place: number) =>
    strong.batch(numbers, epoch).images.slice(place * 16, place * 16 + 16)
  expect(image([3, 0], 5, 0)).toEqual(image([1, 2, 3], 5, 2))
  expect(image([3], 5, 0)).not.toEqual(image([3], 6, 0))
})

test('a sample is named as a reader would look for it', () => {
  expect(samples().nameOf(3)).toBe('case2 ED slice 2')
})

test('pixels that nobody judged are marked in every channel, and S1’s scaling may make such pixels (networks D2)', () => {
  const odd = volume(['lv-cavity', 'rv-cavity'], 1)
  odd.labels[5] = ignoredLabel
  const of = (volumes: PreparedVolume[], augmentation: AugmentationChoice = null) =>
    new Samples(volumes, { side, window: null, channels: ['rv-cavity', 'lv-cavity'], augmentation, seed: 1 })
  const { targets } = of([odd]).batch([0], 'as they are')
  expect([...targets.subarray(8, 14)]).toEqual([0, 1, -1, -1, 0, 1])
  const scaled: AugmentationChoice = [{ op: 'scale-crop', probability: 1, factors: [0.5] }]
  expect(
    [of([odd]), samples(), of([volume(['lv-cavity'], 1)], scaled)].map(({ ignoring }) => ignoring),
  ).toEqual([true, false, true])
  const half = of([volume(['lv-cavity'], 1)], scaled).batch([0], 1)
  expect(half.targets.filter((value) => value === -1)).toHaveLength(2 * 12)
})
