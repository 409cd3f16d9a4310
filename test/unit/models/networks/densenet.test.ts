import * as tf from '@tensorflow/tfjs'
import { beforeAll, expect, test } from 'vitest'
import { useEngine } from '#electron/onnx/engine'
import { networkCatalogue } from '#models/networks/catalogue'
import { densenet } from '#models/networks/densenet'

beforeAll(async () => {
  await useEngine({ engine: 'onnxruntime', threads: 1 })
})

const entry = networkCatalogue.densenet

/** Name, output side, output channels and parameters of networks.md A3; blocks before the names as printed there. */
const published: readonly (readonly [string, number, number, number])[] = [
  ['inc3', 176, 16, 160],
  ['inc5', 176, 16, 416],
  ['inc7', 176, 16, 800],
  ['stem', 176, 48, 0],
  ['d0.0', 176, 16, 6976],
  ['d0.1', 176, 16, 9296],
  ['d0_stack', 176, 80, 0],
  ['skip0', 176, 48, 3968],
  ['td0', 176, 80, 6560],
  ['pool0', 88, 80, 0],
  ['d1.0', 88, 16, 11616],
  ['d1.1', 88, 16, 13936],
  ['d1.2', 88, 16, 16256],
  ['d1_stack', 88, 128, 0],
  ['skip1', 88, 64, 8384],
  ['td1', 88, 128, 16640],
  ['pool1', 44, 128, 0],
  ['d2.0', 44, 16, 18576],
  ['d2.1', 44, 16, 20896],
  ['d2.2', 44, 16, 23216],
  ['d2.3', 44, 16, 25536],
  ['d2_stack', 44, 192, 0],
  ['skip2', 44, 80, 15632],
  ['td2', 44, 192, 37248],
  ['pool2', 22, 192, 0],
  ['proj', 22, 80, 15632],
  ['b.0', 22, 16, 27856],
  ['b.1', 22, 16, 30176],
  ['b.2', 22, 16, 32496],
  ['b.3', 22, 16, 34816],
  ['b.4', 22, 16, 37136],
  ['b_out', 22, 80, 0],
  ['tu0', 44, 80, 57680],
  ['sum0', 44, 80, 0],
  ['proj0', 44, 64, 5264],
  ['u0.0', 44, 16, 11616],
  ['u0.1', 44, 16, 13936],
  ['u0.2', 44, 16, 16256],
  ['u0.3', 44, 16, 18576],
  ['u0_out', 44, 64, 0],
  ['tu1', 88, 64, 36928],
  ['sum1', 88, 64, 0],
  ['proj1', 88, 48, 3184],
  ['u1.0', 88, 16, 9296],
  ['u1.1', 88, 16, 11616],
  ['u1.2', 88, 16, 13936],
  ['u1_out', 88, 48, 0],
  ['tu2', 176, 48, 20784],
  ['sum2', 176, 48, 0],
  ['proj2', 176, 32, 1616],
  ['u2.0', 176, 16, 6976],
  ['u2.1', 176, 16, 9296],
  ['u2_out', 176, 32, 0],
  ['logits', 176, 4, 132],
  ['posteriors', 176, 4, 0],
]

test('the table of densenet is the published one, row by row (networks A3, F)', () => {
  const { layers, trainableParameters, totalParameters } = entry.describe({ size: [176, 176] })
  expect(
    layers.map(({ name, outputShape, parameters }) => [name, outputShape[0], outputShape[2], parameters]),
  ).toEqual(published)
  expect(trainableParameters).toBe(651_316)
  // two averages for each shift
  const shifts = 4080
  expect(totalParameters).toBe(651_316 + 2 * shifts)
})

test('the network that is built has the parameters and shapes of its table', () => {
  const options = { size: [64, 48], seed: 2 } as const
  const model = densenet(options)
  const trainable = model.trainableWeights.reduce(
    (sum, weight) => sum + tf.util.sizeFromShape(weight.shape as number[]),
    0,
  )
  expect(trainable).toBe(651_316)
  expect(model.countParams()).toBe(entry.describe(options).totalParameters)
  for (const { name, outputShape, parameters } of entry.describe(options).layers) {
    const layer = model.getLayer(name)
    const norm = model.layers.find((each) => each.name === `${name}_norm`)
    const shifts = norm ? tf.util.sizeFromShape(norm.weights[0]!.shape as number[]) : 0
    expect([name, layer.countParams() + shifts]).toEqual([name, parameters])
    expect([name, (layer.outputShape as number[]).slice(1)]).toEqual([name, outputShape])
  }
  model.dispose()
})

test.each([
  [{ growth: 12 }, 367_672],
  [{ classes: 1 }, 651_250],
  [{ channels: 3 }, 651_316 + 2 * 16 * (9 + 25 + 49)],
])(
  'growth, structures and channels change the count as published: %o (networks A3)',
  (options, parameters) => {
    expect(entry.describe({ size: [176, 176], ...options }).trainableParameters).toBe(parameters)
  },
)

test('odd sides are made up for at the skips; sides that the poolings use up are refused', () => {
  const model = densenet({ size: [45, 27], growth: 4 })
  const probability = tf.tidy(() => (model.apply(tf.ones([1, 45, 27, 1])) as tf.Tensor4D).sum(3).dataSync())
  expect(probability).toHaveLength(45 * 27)
  expect(probability.every((sum) => Math.abs(sum - 1) < 1e-5)).toBe(true)
  model.dispose()
  const build = () => densenet({ size: [7, 64] })
  expect(build).toThrow(expect.objectContaining({ code: 'SIZE_UNSUPPORTED' }))
  expect(build).toThrow('8 × 64')
})

test('filters are drawn from a normal distribution cut at two deviations, variance 2 over the fan in', () => {
  const model = densenet({ size: [16, 16], seed: 3 })
  const [kernel, bias] = model.getLayer('b.4').getWeights() as [tf.Tensor, tf.Tensor]
  const deviation = Math.sqrt(2.6 / (9 * 256))
  const values = kernel.dataSync() as Float32Array
  const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length
  expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(2 * deviation)
  expect(variance * 9 * 256).toBeCloseTo(2, 1)
  expect(bias.dataSync().every((value) => value === 0)).toBe(true)
  model.dispose()
})
