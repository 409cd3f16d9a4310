import * as tf from '@tensorflow/tfjs'
import { beforeAll, expect, test } from 'vitest'
import { useEngine } from '#electron/onnx/engine'
import { networkCatalogue } from '#models/networks/catalogue'
import { nearestUnet3dSlices, unet3d } from '#models/networks/unet3d'

beforeAll(async () => {
  await useEngine({ engine: 'onnxruntime', threads: 1 })
})

const entry = networkCatalogue['unet-3d']

/** Name, level, output channels and parameters of networks.md A2, as printed there. */
const published: readonly (readonly [string, number, number, number])[] = [
  ['in_0', 0, 32, 896],
  ['ctx_0a', 0, 32, 27680],
  ['drop_0', 0, 32, 0],
  ['ctx_0b', 0, 32, 27680],
  ['sum_0', 0, 32, 0],
  ['in_1', 1, 64, 55360],
  ['ctx_1a', 1, 64, 110656],
  ['drop_1', 1, 64, 0],
  ['ctx_1b', 1, 64, 110656],
  ['sum_1', 1, 64, 0],
  ['in_2', 2, 128, 221312],
  ['ctx_2a', 2, 128, 442496],
  ['drop_2', 2, 128, 0],
  ['ctx_2b', 2, 128, 442496],
  ['sum_2', 2, 128, 0],
  ['in_3', 3, 256, 884992],
  ['ctx_3a', 3, 256, 1769728],
  ['drop_3', 3, 256, 0],
  ['ctx_3b', 3, 256, 1769728],
  ['sum_3', 3, 256, 0],
  ['in_4', 4, 512, 3539456],
  ['ctx_4a', 4, 512, 7078400],
  ['drop_4', 4, 512, 0],
  ['ctx_4b', 4, 512, 7078400],
  ['sum_4', 4, 512, 0],
  ['up_3', 3, 256, 3539200],
  ['cat_3', 3, 512, 0],
  ['loc_3a', 3, 256, 3539200],
  ['loc_3b', 3, 256, 65792],
  ['up_2', 2, 128, 884864],
  ['cat_2', 2, 256, 0],
  ['loc_2a', 2, 128, 884864],
  ['loc_2b', 2, 128, 16512],
  ['seg_2', 2, 3, 387],
  ['up_1', 1, 64, 221248],
  ['cat_1', 1, 128, 0],
  ['loc_1a', 1, 64, 221248],
  ['loc_1b', 1, 64, 4160],
  ['seg_1', 1, 3, 195],
  ['up_0', 0, 32, 55328],
  ['cat_0', 0, 64, 0],
  ['loc_0a', 0, 32, 55328],
  ['loc_0b', 0, 32, 1056],
  ['seg_0', 0, 3, 99],
  ['out', 0, 3, 0],
]

test('networks.md A2, unet-3d: every row of its table has the published size and parameters', () => {
  const { layers, trainableParameters } = entry.describe({ size: [176, 176] })
  expect(layers.map(({ name, outputShape, parameters }) => [name, ...outputShape, parameters])).toEqual(
    published.map(([name, level, channels, parameters]) => {
      const side = 176 / 2 ** level
      return [name, 16 / 2 ** level, side, side, channels, parameters]
    }),
  )
  expect(trainableParameters).toBe(33_049_417)
})

test('networks.md A2: a label more costs 7 · base + 3, a channel more 27 · base', () => {
  const count = (options: object): number =>
    entry.describe({ size: [176, 176], ...options }).trainableParameters
  expect(count({ classes: 4 }) - count({})).toBe(7 * 32 + 3)
  expect(count({ channels: 2 }) - count({})).toBe(27 * 32)
})

test('the model that is built has the parameters of its table, and answers probabilities for every voxel', () => {
  const options = { size: [32, 16] as const, slices: 4, baseFilters: 4, depth: 3 }
  const model = unet3d(options)
  expect(model.countParams()).toBe(entry.describe(options).trainableParameters)
  const values = tf.tidy(() => {
    const output = model.apply(tf.ones([1, 4, 32, 16, 1])) as tf.Tensor
    expect(output.shape).toEqual([1, 4, 32, 16, 3])
    return output.dataSync()
  })
  expect(values.every((value) => value > 0 && value < 1)).toBe(true)
  model.dispose()
})

test('a volume of another size is refused with the nearest that fits', () => {
  const build = (): unknown => unet3d({ size: [180, 176], slices: 10 })
  expect(build).toThrow(
    expect.objectContaining({
      code: 'SIZE_UNSUPPORTED',
      facts: { network: 'unet-3d', size: '10 × 180 × 176', nearest: '16 × 192 × 176' },
    }) as Error,
  )
  expect(entry.nearestSize([180, 176])).toEqual([192, 176])
  expect(nearestUnet3dSlices(17)).toBe(32)
})
