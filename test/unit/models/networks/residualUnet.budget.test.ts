import { expect, test } from 'vitest'
import {
  batchWithin,
  firstPatch,
  planForBudget,
  planWithin,
  type Fingerprint,
} from '#models/networks/residualUnet.budget'
import { residualEstimate, residualPlan, residualTopology } from '#models/networks/residualUnet.plan'

const gigabytes = 1e9
const volume: Fingerprint = {
  spacingMm: [5, 1.5625, 1.5625],
  medianShape: [20, 256, 224],
  pixels: 200 * 20 * 256 * 224,
  channels: 1,
  scores: 4,
}
const slices: Fingerprint = {
  spacingMm: [1.5, 1.5],
  medianShape: [192, 192],
  pixels: 1000 * 192 * 192,
  channels: 1,
  scores: 4,
}

test('the first patch is the median image where that is smaller than 256³ (networks A9)', () => {
  expect(firstPatch(volume)).toEqual([20, 256, 224])
  expect(firstPatch({ ...volume, medianShape: [200, 1000, 1000] })).toEqual([118, 377, 377])
})

test('batches of three volumes and of 57 slices fill preset M (networks A9)', () => {
  expect(batchWithin(volume, planWithin(volume, 8 * gigabytes), 8 * gigabytes)).toBe(3)
  const plan = residualPlan(residualTopology([1.5625, 1.5625], [256, 224]))
  const many = { ...slices, pixels: 1e9 }
  expect(batchWithin(many, plan, 8 * gigabytes)).toBe(57)
})

test('a batch is at most a twentieth of all pixels, and two at least (networks A9)', () => {
  const plan = residualPlan(residualTopology([1.5, 1.5], [192, 192]))
  expect(batchWithin({ ...slices, pixels: 200 * 192 * 192 }, plan, 8 * gigabytes)).toBe(10)
  expect(batchWithin({ ...slices, pixels: 192 * 192 }, plan, 8 * gigabytes)).toBe(2)
})

test('less memory: the patch is shortened along its longest axis until the estimate fits (networks A9)', () => {
  const half = planWithin(volume, 4 * gigabytes)
  expect(residualEstimate(half, 4)).toBeLessThanOrEqual(3.4e8)
  expect(half.patch.every((side, axis) => side <= volume.medianShape[axis]!)).toBe(true)
})

test('with time and memory the network is whole; with less it shrinks, and says by how much (networks A9)', () => {
  const machine = { memoryBytes: 16 * gigabytes, flopsPerSecond: 1e13 }
  const whole = planForBudget(slices, { ...machine, seconds: null })
  expect([whole.share, whole.baseFilters, whole.words.startsWith('The whole network')]).toEqual([1, 32, true])
  const slow = planForBudget(slices, {
    memoryBytes: 4 * gigabytes,
    flopsPerSecond: 2e10,
    seconds: 100 * 60,
  })
  expect(slow.share).toBeLessThan(0.5)
  expect(slow.stepSeconds * 2000).toBeLessThanOrEqual(100 * 60)
  expect(slow.words).toMatch(/Planned smaller.*% of the whole network/)
  const hasty = planForBudget(slices, { memoryBytes: 4 * gigabytes, flopsPerSecond: 1.5e11, seconds: 60 })
  expect([hasty.baseFilters, hasty.batch]).toEqual([8, 2])
  expect(hasty.share).toBeLessThan(slow.share)
})
