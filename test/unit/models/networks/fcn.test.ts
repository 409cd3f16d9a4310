import * as tf from '@tensorflow/tfjs'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { useEngine } from '#electron/onnx/engine'
import { networkCatalogue } from '#models/networks/catalogue'
import { fcn8sCrops } from '#models/networks/fcn8s'
import { fcn8sLayers } from '#models/networks/fcn8s.layers'
import { alexnetCrop, fcnAlexnet } from '#models/networks/fcnAlexnet'
import { fcnAlexnetLayers } from '#models/networks/fcnAlexnet.layers'
import { exportWeights } from '#models/networks/weights'

beforeAll(async () => {
  await useEngine({ engine: 'onnxruntime', threads: 1 })
})

/** Name, output side, output channels and parameters; frozen numbers are told with `fixed`. */
type PublishedRow = readonly [name: string, side: number, channels: number, parameters: number]

const alexnet: readonly PublishedRow[] = [
  ['shift', 256, 3, 0],
  ['conv1', 112, 96, 34_944],
  ['pool1', 56, 96, 0],
  ['norm1', 56, 96, 0],
  ['conv2', 56, 256, 307_456],
  ['pool2', 28, 256, 0],
  ['norm2', 28, 256, 0],
  ['conv3', 28, 384, 885_120],
  ['conv4', 28, 384, 663_936],
  ['conv5', 28, 256, 442_624],
  ['pool5', 14, 256, 0],
  ['fc6', 9, 4096, 37_752_832],
  ['fc7', 9, 4096, 16_781_312],
  ['score_fr', 9, 2, 8_194],
  ['upscore', 319, 2, 0],
  ['score', 256, 2, 0],
  ['out', 256, 2, 0],
]

const fcn8sRows: readonly PublishedRow[] = [
  ['conv1_1', 454, 64, 1_792],
  ['conv1_2', 454, 64, 36_928],
  ['pool1', 227, 64, 0],
  ['conv2_1', 227, 128, 73_856],
  ['conv2_2', 227, 128, 147_584],
  ['pool2', 114, 128, 0],
  ['conv3_1', 114, 256, 295_168],
  ['conv3_2', 114, 256, 590_080],
  ['conv3_3', 114, 256, 590_080],
  ['pool3', 57, 256, 0],
  ['conv4_1', 57, 512, 1_180_160],
  ['conv4_2', 57, 512, 2_359_808],
  ['conv4_3', 57, 512, 2_359_808],
  ['pool4', 29, 512, 0],
  ['conv5_1', 29, 512, 2_359_808],
  ['conv5_2', 29, 512, 2_359_808],
  ['conv5_3', 29, 512, 2_359_808],
  ['pool5', 15, 512, 0],
  ['fc6', 9, 4096, 102_764_544],
  ['fc7', 9, 4096, 16_781_312],
  ['score_fr', 9, 2, 8_194],
  ['upscore2', 20, 2, 0],
  ['score_pool4', 29, 2, 1_026],
  ['score_pool4c', 20, 2, 0],
  ['fuse_pool4', 20, 2, 0],
  ['upscore_pool4', 42, 2, 0],
  ['score_pool3', 57, 2, 514],
  ['score_pool3c', 42, 2, 0],
  ['fuse_pool3', 42, 2, 0],
  ['upscore8', 344, 2, 0],
  ['score', 256, 2, 0],
  ['out', 256, 2, 0],
]

test.each([
  ['fcn-alexnet', 'A4', alexnet, 56_876_418, 7_938],
  ['fcn-8s', 'A5', fcn8sRows, 134_270_278, 1_152],
] as const)(
  'the table of %s is the published one, row by row (networks %s)',
  (id, _, rows, trained, fixed) => {
    const { layers, trainableParameters, totalParameters } = networkCatalogue[id].describe({
      size: [256, 256],
    })
    expect(
      layers.map(({ name, outputShape, parameters }) => [name, outputShape[0], outputShape[2], parameters]),
    ).toEqual(rows)
    expect([trainableParameters, totalParameters - trainableParameters]).toEqual([trained, fixed])
  },
)

test.each([
  ['fcn-alexnet', { channels: 1, classes: 1 }, 56_853_186, 7_938],
  ['fcn-alexnet', { channels: 3, classes: 20 }, 56_954_261, 83_349],
  ['fcn-alexnet', { channels: 1, classes: 20 }, 56_931_029, 83_349],
  ['fcn-8s', { classes: 3 }, 134_280_012, 4_608],
  ['fcn-8s', { classes: 20 }, 134_362_751, 127_008],
] as const)(
  '%s with %o has %i parameters and %i frozen numbers (networks A4, A5)',
  (id, options, trained, fixed) => {
    const { trainableParameters, totalParameters } = networkCatalogue[id].describe({
      size: [256, 256],
      ...options,
    })
    expect([trainableParameters, totalParameters - trainableParameters]).toEqual([trained, fixed])
  },
)

test('every size is taken: all crops lie inside what they are cut from (networks A4, A5)', () => {
  const side = fc.integer({ min: 1, max: 2048 })
  const sideOf = (rows: ReturnType<typeof fcn8sLayers>, name: string): number =>
    rows.find((row) => row.name === name)!.outputShape[0]!
  fc.assert(
    fc.property(side, (h) => {
      const small = { size: [h, h], baseFilters: 12 } as const
      const alex = fcnAlexnetLayers(small)
      expect(sideOf(alex, 'score_fr')).toBeGreaterThanOrEqual(1)
      expect(sideOf(alex, 'upscore')).toBeGreaterThanOrEqual(h + alexnetCrop)
      const vgg = fcn8sLayers(small)
      expect(sideOf(vgg, 'score_pool4')).toBeGreaterThanOrEqual(sideOf(vgg, 'upscore2') + fcn8sCrops.pool4)
      expect(sideOf(vgg, 'score_pool3')).toBeGreaterThanOrEqual(
        sideOf(vgg, 'upscore_pool4') + fcn8sCrops.pool3,
      )
      expect(sideOf(vgg, 'upscore8')).toBeGreaterThanOrEqual(h + fcn8sCrops.score)
    }),
  )
})

test.each([
  ['fcn-alexnet', { size: [21, 30], baseFilters: 12, seed: 3 }],
  ['fcn-8s', { size: [9, 17], baseFilters: 2, seed: 3 }],
  ['fcn-8s', { size: [16, 16], baseFilters: 2, variant: 'at-once', classes: 3 }],
] as const)('%s is built as its table says, any size, probabilities that sum to one', (id, options) => {
  const { build, describe } = networkCatalogue[id]
  const before = tf.memory().numTensors
  const model = build(options)
  const { layers, trainableParameters } = describe(options)
  expect(model.countParams()).toBe(trainableParameters)
  for (const { name, outputShape } of layers) {
    if (id === 'fcn-8s' && name === 'planes') continue
    expect([name, (model.getLayer(name).outputShape as number[]).slice(1)]).toEqual([name, outputShape])
  }
  const [height, width] = options.size
  const image = tf.ones([1, height, width, 1])
  const sums = tf.tidy(() => tf.sum(model.apply(image) as tf.Tensor, -1).dataSync())
  expect(sums).toHaveLength(height * width)
  for (const sum of sums) expect(sum).toBeCloseTo(1, 5)
  image.dispose()
  model.dispose()
  expect(tf.memory().numTensors).toBe(before)
})

test('as published, FCN-AlexNet begins with all filters at nought and takes 116 from every value (networks Q23, Q28)', () => {
  const options = { size: [8, 8], baseFilters: 12, quirks: 'faithful' } as const
  const model = fcnAlexnet(options)
  expect(new Float32Array(exportWeights(model).data).every((weight) => weight === 0)).toBe(true)
  const shifted = tf.tidy(() =>
    (model.getLayer('shift').apply(tf.fill([1, 1, 1, 1], 120)) as tf.Tensor).dataSync(),
  )
  expect([...shifted]).toEqual([4, 4, 4])
  model.dispose()
  const drawn = fcnAlexnet({ ...options, quirks: 'corrected' })
  expect(new Float32Array(exportWeights(drawn).data).some((weight) => weight !== 0)).toBe(true)
  drawn.dispose()
})
