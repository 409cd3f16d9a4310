import * as tf from '@tensorflow/tfjs'
import { beforeAll, expect, test } from 'vitest'
import { useEngine } from '#electron/onnx/engine'
import { networkCatalogue } from '#models/networks/catalogue'
import { unet2d } from '#models/networks/unet2d'
import { exportWeights } from '#models/networks/weights'

beforeAll(async () => {
  await useEngine({ engine: 'onnxruntime', threads: 1 })
})

const entry = networkCatalogue['unet-2d']

/** Name, output side, output channels and parameters of networks.md A2, as printed there. */
const published: readonly (readonly [string, number, number, number])[] = [
  ['in_0', 176, 16, 160],
  ['ctx_0a', 176, 16, 2320],
  ['drop_0', 176, 16, 0],
  ['ctx_0b', 176, 16, 2320],
  ['sum_0', 176, 16, 0],
  ['in_1', 88, 32, 4640],
  ['ctx_1a', 88, 32, 9248],
  ['drop_1', 88, 32, 0],
  ['ctx_1b', 88, 32, 9248],
  ['sum_1', 88, 32, 0],
  ['in_2', 44, 64, 18496],
  ['ctx_2a', 44, 64, 36928],
  ['drop_2', 44, 64, 0],
  ['ctx_2b', 44, 64, 36928],
  ['sum_2', 44, 64, 0],
  ['in_3', 22, 128, 73856],
  ['ctx_3a', 22, 128, 147584],
  ['drop_3', 22, 128, 0],
  ['ctx_3b', 22, 128, 147584],
  ['sum_3', 22, 128, 0],
  ['in_4', 11, 256, 295168],
  ['ctx_4a', 11, 256, 590080],
  ['drop_4', 11, 256, 0],
  ['ctx_4b', 11, 256, 590080],
  ['sum_4', 11, 256, 0],
  ['up_3', 22, 128, 295040],
  ['cat_3', 22, 256, 0],
  ['loc_3a', 22, 128, 295040],
  ['loc_3b', 22, 128, 16512],
  ['up_2', 44, 64, 73792],
  ['cat_2', 44, 128, 0],
  ['loc_2a', 44, 64, 73792],
  ['loc_2b', 44, 64, 4160],
  ['seg_2', 44, 3, 195],
  ['up_1', 88, 32, 18464],
  ['cat_1', 88, 64, 0],
  ['loc_1a', 88, 32, 18464],
  ['loc_1b', 88, 32, 1056],
  ['seg_1', 88, 3, 99],
  ['up_0', 176, 16, 4624],
  ['cat_0', 176, 32, 0],
  ['loc_0a', 176, 16, 4624],
  ['loc_0b', 176, 16, 272],
  ['seg_0', 176, 3, 51],
  ['out', 176, 3, 0],
]

test('the table of unet-2d is the published one, row by row (networks A2)', () => {
  const { layers, trainableParameters, totalParameters } = entry.describe({ size: [176, 176] })
  expect(
    layers.map(({ name, outputShape, parameters }) => [name, outputShape[0], outputShape[2], parameters]),
  ).toEqual(published)
  expect([trainableParameters, totalParameters]).toEqual([2_770_825, 2_770_825])
})

test('the network that is built has the parameters and shapes of its table', () => {
  const options = { size: [64, 48], seed: 2 } as const
  const model = unet2d(options)
  expect(model.countParams()).toBe(2_770_825)
  expect(
    model.trainableWeights.reduce((sum, weight) => sum + tf.util.sizeFromShape(weight.shape as number[]), 0),
  ).toBe(2_770_825)
  for (const { name, outputShape, parameters } of entry.describe(options).layers) {
    const layer = model.getLayer(name)
    expect([name, layer.countParams()]).toEqual([name, parameters])
    expect([name, (layer.outputShape as number[]).slice(1)]).toEqual([name, outputShape])
  }
  model.dispose()
})

test.each([
  { channels: 3, classes: 3, parameters: 2_770_825 + 2 * 9 * 16 },
  { channels: 1, classes: 1, parameters: 2_770_825 - 2 * 115 },
  { channels: 1, classes: 4, parameters: 2_770_825 + 115 },
])(
  '$channels channels in and $classes structures out change only the ends (networks A2)',
  ({ parameters, ...options }) => {
    expect(entry.describe({ size: [176, 176], ...options }).trainableParameters).toBe(parameters)
  },
)

test('a narrow, shallow network without norm is built as its table says', () => {
  const options = { size: [16, 24], baseFilters: 4, depth: 2, norm: 'none', classes: 2 } as const
  const model = unet2d(options)
  expect(model.countParams()).toBe(entry.describe(options).trainableParameters)
  const probability = tf.tidy(() => (model.apply(tf.ones([1, 16, 24, 1])) as tf.Tensor).dataSync())
  expect(probability).toHaveLength(16 * 24 * 2)
  expect(probability.every((value) => value > 0 && value < 1)).toBe(true)
  model.dispose()
})

test('the same seed gives the same weights, another seed others', () => {
  const weights = (seed: number): Buffer => {
    const model = unet2d({ size: [16, 16], baseFilters: 4, depth: 3, seed })
    const { data } = exportWeights(model)
    model.dispose()
    return Buffer.from(data)
  }
  expect(weights(7).equals(weights(7))).toBe(true)
  expect(weights(7).equals(weights(8))).toBe(false)
})

test('filters are drawn within Glorot’s limit, biases begin at nought', () => {
  const model = unet2d({ size: [16, 16], baseFilters: 16, depth: 3, seed: 1 })
  const [kernel, bias] = model.getLayer('ctx_0a').getWeights() as [tf.Tensor, tf.Tensor]
  const limit = Math.sqrt(6 / (9 * 32))
  const values = kernel.dataSync() as Float32Array
  const spread = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)
  expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(limit)
  expect(spread / (limit / Math.sqrt(3))).toBeCloseTo(1, 1)
  expect(bias.dataSync().every((value) => value === 0)).toBe(true)
  model.dispose()
})

test('a size that the poolings do not divide is refused, naming the nearest one', () => {
  expect(() => unet2d({ size: [160, 170] })).toThrow(expect.objectContaining({ code: 'SIZE_UNSUPPORTED' }))
  expect(() => unet2d({ size: [160, 170] })).toThrow('160 × 176')
  expect(entry.nearestSize([100, 176])).toEqual([112, 176])
})

test('multiply-adds and memory follow from the table', () => {
  // one 3x3 convolution of 1 to 16 channels on 176² pixels is 2 · 9 · 16 · 176² operations
  const { flops, memoryBytes } = entry.describe({ size: [176, 176] })
  const quarter = entry.describe({ size: [88, 88] })
  expect(flops).toBeGreaterThan(2 * 9 * 16 * 176 ** 2)
  expect(flops / quarter.flops).toBeCloseTo(4, 6)
  expect(memoryBytes).toBeGreaterThan(4 * 2_770_825)
})
