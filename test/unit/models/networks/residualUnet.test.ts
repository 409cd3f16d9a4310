import * as tf from '@tensorflow/tfjs'
import { beforeAll, expect, test } from 'vitest'
import { useEngine } from '#electron/onnx/engine'
import { networkCatalogue } from '#models/networks/catalogue'
import { taughtLogitsOf } from '#models/networks/logits'
import { residualUnet } from '#models/networks/residualUnet'
import { residualLayers } from '#models/networks/residualUnet.rows'
import {
  divisors,
  residualEstimate,
  residualPlan,
  residualTopology,
  stageSides,
  type ResidualPlan,
} from '#models/networks/residualUnet.plan'

beforeAll(async () => {
  await useEngine({ engine: 'onnxruntime', threads: 1 })
})

const parameters = (plan: ResidualPlan, channels: number, scores: number): number =>
  residualLayers(plan, channels, scores).reduce((sum, row) => sum + row.parameters, 0)
const planned = (spacing: number[], patch: number[]): ResidualPlan =>
  residualPlan(residualTopology(spacing, patch))

/** A plan of so many stages that all halve every axis. */
function isotropic(dimensions: number, stages: number, side: number): ResidualPlan {
  const ones = (value: number): number[] => Array.from({ length: dimensions }, () => value)
  return residualPlan({
    patch: ones(side),
    strides: Array.from({ length: stages }, (_, stage) => ones(stage === 0 ? 1 : 2)),
    kernels: Array.from({ length: stages }, () => ones(3)),
  })
}

test('six stages of 32 to 320 maps in three dimensions, 128³ (networks A9)', () => {
  const plan = isotropic(3, 6, 128)
  expect(plan.features).toEqual([32, 64, 128, 256, 320, 320])
  expect(plan.blocks).toEqual([1, 3, 4, 6, 6, 6])
  expect([residualEstimate(plan, 3, true), residualEstimate(plan, 3)]).toEqual([558_319_104, 557_420_544])
  expect(parameters(plan, 1, 3)).toBe(102_350_575)
})

test('seven stages of 32 to 512 maps in two dimensions, 512² (networks A9)', () => {
  const plan = isotropic(2, 7, 512)
  expect(residualEstimate(plan, 3, true)).toBe(129_793_792)
  expect(parameters(plan, 1, 3)).toBe(105_918_322)
})

test('a volume of thick slices is halved in plane first (networks A9)', () => {
  const plan = planned([5, 1.5625, 1.5625], [20, 256, 224])
  const inPlane = [1, 2, 2]
  const all = [2, 2, 2]
  expect(plan.strides).toEqual([[1, 1, 1], inPlane, all, all, inPlane, inPlane])
  expect(plan.kernels).toEqual([[1, 3, 3], ...Array.from({ length: 5 }, () => [3, 3, 3])])
  expect(divisors(plan)).toEqual([4, 32, 32])
  expect(parameters(plan, 1, 4)).toBe(101_531_604)
  expect(residualEstimate(plan, 4)).toBe(427_445_760)
})

test('slices of 10 mm stay as they are for three stages (networks A9)', () => {
  const plan = planned([10, 1.25, 1.25], [10, 224, 224])
  const inPlane = [1, 2, 2]
  expect(plan.strides).toEqual([[1, 1, 1], inPlane, inPlane, inPlane, [2, 2, 2], inPlane])
  expect(plan.kernels).toEqual([
    ...Array.from({ length: 3 }, () => [1, 3, 3]),
    ...Array.from({ length: 3 }, () => [3, 3, 3]),
  ])
  expect(parameters(plan, 1, 4)).toBe(98_340_820)
})

test('slices alone: six stages for 256 × 224, and 176 × 176 is padded to 192 × 192 (networks A9)', () => {
  const plan = planned([1.5625, 1.5625], [256, 224])
  expect([plan.features, parameters(plan, 1, 4)]).toEqual([[32, 64, 128, 256, 512, 512], 71_818_580])
  expect(residualEstimate(plan, 4)).toBe(28_241_920)
  const padded = planned([1.5, 1.5], [176, 176])
  expect([padded.strides.length - 1, padded.patch]).toEqual([5, [192, 192]])
})

const small = { size: [32, 16], baseFilters: 4, mostBlocks: 2, classes: 2, seed: 4 } as const

test('the network is built as its plan says, probabilities that sum to one', () => {
  const before = tf.memory().numTensors
  const { build, describe } = networkCatalogue['residual-unet']
  const model = build(small)
  const { layers, trainableParameters } = describe(small)
  expect(model.countParams()).toBe(trainableParameters)
  for (const { name, outputShape } of layers)
    expect([name, (model.getLayer(name).outputShape as number[]).slice(1)]).toEqual([name, outputShape])
  const image = tf.tensor4d(
    Float32Array.from({ length: 512 }, (_, i) => Math.sin(i * 12.9898)),
    [1, 32, 16, 1],
  )
  const sums = tf.tidy(() => tf.sum(model.apply(image) as tf.Tensor, -1).dataSync())
  expect(sums).toHaveLength(512)
  for (const sum of sums) expect(sum).toBeCloseTo(1, 5)
  image.dispose()
  model.dispose()
  expect(tf.memory().numTensors).toBe(before)
})

test('each level of the decoder can be taught, finest first', () => {
  const model = residualUnet(small)
  const sides = (taughtLogitsOf(model).outputs as tf.SymbolicTensor[]).map(({ shape }) => shape.slice(1))
  expect(sides).toEqual([
    [32, 16, 3],
    [16, 8, 3],
  ])
  expect(stageSides(residualPlan(residualTopology([1, 1], [32, 16])))).toHaveLength(3)
  model.dispose()
})

test('a size that the strides do not divide is refused with the nearest', () => {
  expect(() => residualUnet({ size: [176, 176] })).toThrow(
    expect.objectContaining({
      code: 'SIZE_UNSUPPORTED',
      facts: expect.objectContaining({ nearest: '192 × 192' }),
    }),
  )
})
