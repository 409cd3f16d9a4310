import * as tf from '@tensorflow/tfjs'
import { beforeAll, expect, test } from 'vitest'
import { useEngine } from '#electron/onnx/engine'
import { networkCatalogue } from '#models/networks/catalogue'
import { fcnTran } from '#models/networks/fcnTran'

beforeAll(async () => {
  await useEngine({ engine: 'onnxruntime', threads: 1 })
})

const entry = networkCatalogue['fcn-tran']

/** Name, output side, output channels and parameters of networks.md A1, as printed there. */
const published: readonly (readonly [string, number, number, number])[] = [
  ['mvn0', 100, 1, 0],
  ['pad', 110, 1, 0],
  ['conv1', 110, 64, 640],
  ['conv2', 110, 64, 36928],
  ['conv3', 110, 64, 36928],
  ['pool1', 54, 64, 0],
  ['conv4', 54, 128, 73856],
  ['conv5', 54, 128, 147584],
  ['conv6', 54, 128, 147584],
  ['conv7', 54, 128, 147584],
  ['pool2', 26, 128, 0],
  ['conv8', 26, 256, 295168],
  ['conv9', 26, 256, 590080],
  ['conv10', 26, 256, 590080],
  ['conv11', 26, 256, 590080],
  ['pool3', 12, 256, 0],
  ['drop1', 12, 256, 0],
  ['conv12', 12, 512, 1180160],
  ['conv13', 12, 512, 2359808],
  ['conv14', 12, 512, 2359808],
  ['conv15', 12, 512, 2359808],
  ['drop2', 12, 512, 0],
  ['score_conv15', 12, 1, 513],
  ['upsample1', 25, 1, 9],
  ['score_conv11', 26, 1, 257],
  ['crop1', 25, 1, 0],
  ['fuse_scores1', 25, 1, 0],
  ['upsample2', 51, 1, 9],
  ['score_conv7', 54, 1, 129],
  ['crop2', 51, 1, 0],
  ['fuse_scores2', 51, 1, 0],
  ['upsample3', 103, 1, 9],
  ['crop3', 100, 1, 0],
  ['predictions', 100, 1, 2],
]

test('the table of fcn-tran is the published one, row by row (networks A1, F)', () => {
  const { layers, trainableParameters, totalParameters } = entry.describe({ size: [100, 100] })
  expect(
    layers.map(({ name, outputShape, parameters }) => [name, outputShape[0], outputShape[2], parameters]),
  ).toEqual(published)
  expect([trainableParameters, totalParameters]).toEqual([10_917_024, 10_917_024])
})

test.each([
  [64, 74, 36, 17, 8, 17, 35, 71],
  [100, 110, 54, 26, 12, 25, 51, 103],
  [128, 138, 68, 33, 16, 33, 67, 135],
  [176, 186, 92, 45, 22, 45, 91, 183],
  [200, 210, 104, 51, 25, 51, 103, 207],
  [216, 226, 112, 55, 27, 55, 111, 223],
  [256, 266, 132, 65, 32, 65, 131, 263],
])('an image of side %i has the published sides at every level (networks A1)', (side, ...sides) => {
  const { layers } = entry.describe({ size: [side, side] })
  const sideOf = (name: string): number | undefined => layers.find((row) => row.name === name)?.outputShape[0]
  const names = ['pad', 'pool1', 'pool2', 'pool3', 'upsample1', 'upsample2', 'upsample3']
  expect(names.map(sideOf)).toEqual(sides)
  expect(sideOf('predictions')).toBe(side)
})

test('the network that is built has the parameters and shapes of its table', () => {
  for (const quirks of ['faithful', 'corrected'] as const) {
    const options = { size: [64, 37], baseFilters: 4, quirks } as const
    const model = fcnTran(options)
    const { layers, totalParameters } = entry.describe(options)
    expect(model.countParams()).toBe(totalParameters)
    for (const { name, outputShape, parameters } of layers) {
      const layer = model.getLayer(name)
      expect([name, layer.countParams()]).toEqual([name, parameters])
      expect([name, (layer.outputShape as number[]).slice(1)]).toEqual([name, outputShape])
    }
    model.dispose()
  }
})

test.each([
  [{ channels: 3 }, 10_918_176],
  [{ classes: 2 }, 10_917_024 - 928 + 3 * (513 + 257 + 129) + 3 * 9 * 9 + 12],
  [{ quirks: 'corrected' as const }, 10_917_024 + 3 * (16 - 9)],
])(
  'channels, structures and windows change the count as they should: %o (networks A1, Q3)',
  (options, parameters) => {
    expect(entry.describe({ size: [100, 100], ...options }).trainableParameters).toBe(parameters)
  },
)

test('a network without sides of its own says of any image what one of that size says (Q6)', () => {
  const options = { baseFilters: 4, seed: 3 } as const
  const anySize = fcnTran({ ...options, size: [32, 32], variableSize: true })
  for (const size of [
    [32, 32],
    [41, 56],
  ] as const) {
    const fixed = fcnTran({ ...options, size })
    const image = tf.randomUniform([1, ...size, 1], -1, 1, 'float32', 5)
    const answers = [fixed, anySize].map((model) =>
      tf.tidy(() => (model.apply(image) as tf.Tensor).clone().dataSync()),
    )
    expect(answers[0]).toHaveLength(size[0] * size[1])
    expect(answers[1]).toEqual(answers[0])
    image.dispose()
    fixed.dispose()
  }
  anySize.dispose()
})

test('corrected upsampling begins as bilinear, each class by itself (Q3, networks A0.2)', () => {
  const model = fcnTran({ size: [32, 32], baseFilters: 2, classes: 2, quirks: 'corrected' })
  const [kernel] = model.getLayer('upsample2').getWeights() as [tf.Tensor4D]
  const taps = kernel.arraySync()
  expect(taps[0]!.map((row) => row[0]![0])).toEqual([0.0625, 0.1875, 0.1875, 0.0625])
  expect(taps[1]![1]).toEqual([
    [0.5625, 0, 0],
    [0, 0.5625, 0],
    [0, 0, 0.5625],
  ])
  model.dispose()
})

test('an image of less than five pixels is refused', () => {
  const build = () => fcnTran({ size: [4, 64] })
  expect(build).toThrow(expect.objectContaining({ code: 'SIZE_UNSUPPORTED' }))
  expect(build).toThrow('5 × 64')
})
