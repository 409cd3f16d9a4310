import * as tf from '@tensorflow/tfjs'
import { beforeAll, expect, test } from 'vitest'
import { useEngine } from '#electron/onnx/engine'
import { networkCatalogue } from '#models/networks/catalogue'
import { isenseeAcdc } from '#models/networks/isenseeAcdc'

beforeAll(async () => {
  await useEngine({ engine: 'onnxruntime', threads: 1 })
})

type Row = readonly [name: string, side: number, channels: number, parameters: number]

/** The two tables of networks.md A8, as printed there; of the rows "upscale / concat" the second name. */
const published = {
  'isensee-acdc-2d': [
    ['contr_1_1', 352, 48, 528],
    ['contr_1_2', 352, 48, 20832],
    ['pool1', 176, 48, 0],
    ['contr_2_1', 176, 96, 41664],
    ['contr_2_2', 176, 96, 83136],
    ['pool2', 88, 96, 0],
    ['contr_3_1', 88, 192, 166272],
    ['contr_3_2', 88, 192, 332160],
    ['pool3', 44, 192, 0],
    ['contr_4_1', 44, 384, 664320],
    ['contr_4_2', 44, 384, 1327872],
    ['pool4', 22, 384, 0],
    ['encode_1', 22, 768, 2655744],
    ['encode_2', 22, 768, 5309952],
    ['concat1', 44, 1152, 0],
    ['expand_1_1', 44, 384, 3982080],
    ['expand_1_2', 44, 384, 1327872],
    ['concat2', 88, 576, 0],
    ['expand_2_1', 88, 192, 995712],
    ['expand_2_2', 88, 192, 332160],
    ['concat3', 176, 288, 0],
    ['expand_3_1', 176, 96, 249024],
    ['expand_3_2', 176, 96, 83136],
    ['concat4', 352, 144, 0],
    ['expand_4_1', 352, 48, 62304],
    ['expand_4_2', 352, 48, 20832],
    ['ds2_1x1', 88, 4, 772],
    ['ds3_1x1', 176, 4, 388],
    ['output_segmentation', 352, 4, 196],
    ['seg', 352, 4, 0],
  ],
  'isensee-acdc-3d': [
    ['contr_1_1', 224, 26, 754],
    ['contr_1_2', 224, 26, 18304],
    ['pool1', 112, 26, 0],
    ['contr_2_1', 112, 52, 36608],
    ['contr_2_2', 112, 52, 73112],
    ['pool2', 56, 52, 0],
    ['contr_3_1', 56, 104, 146224],
    ['contr_3_2', 56, 104, 292240],
    ['pool3', 28, 104, 0],
    ['contr_4_1', 28, 208, 584480],
    ['contr_4_2', 28, 208, 1168544],
    ['pool4', 14, 208, 0],
    ['encode_1', 14, 416, 2337088],
    ['encode_2', 14, 416, 4673344],
    ['concat1', 28, 624, 0],
    ['expand_1_1', 28, 208, 3504800],
    ['expand_1_2', 28, 208, 1168544],
    ['concat2', 56, 312, 0],
    ['expand_2_1', 56, 104, 876304],
    ['expand_2_2', 56, 104, 292240],
    ['concat3', 112, 156, 0],
    ['expand_3_1', 112, 52, 219128],
    ['expand_3_2', 112, 52, 73112],
    ['concat4', 224, 78, 0],
    ['expand_4_1', 224, 26, 54808],
    ['expand_4_2', 224, 26, 18304],
    ['ds2_1x1', 56, 4, 420],
    ['ds3_1x1', 112, 4, 212],
    ['output_segmentation', 224, 4, 108],
    ['seg', 224, 4, 0],
  ],
} satisfies Record<string, readonly Row[]>

const both = [
  ['isensee-acdc-2d', 17_656_956, []],
  ['isensee-acdc-3d', 15_538_678, [10]],
] as const

test.each(both)(
  'the table of %s is the published one, row by row (networks A8, F)',
  (id, parameters, depth) => {
    const { describe, size } = networkCatalogue[id]
    const { layers, trainableParameters } = describe({ size })
    expect(
      layers.map(({ name, outputShape, parameters: count }) => [
        name,
        outputShape.at(-2),
        outputShape.at(-1),
        count,
      ]),
    ).toEqual(published[id])
    expect(layers.every(({ outputShape }) => outputShape.slice(0, -3).join() === depth.join())).toBe(true)
    expect(trainableParameters).toBe(parameters)
  },
)

test.each(both)('%s is built with the parameters and shapes of its table', (id) => {
  const options = { size: [32, 48], slices: 3, baseFilters: 2, classes: 2, quirks: 'faithful' } as const
  const model = isenseeAcdc(options, id)
  const { layers, totalParameters } = networkCatalogue[id].describe(options)
  expect(model.countParams()).toBe(totalParameters)
  for (const { name, outputShape, parameters } of layers) {
    const own = model.layers.filter((each) => each.name === name || each.name === `${name}_norm`)
    expect([name, own.reduce((sum, layer) => sum + layer.countParams(), 0)]).toEqual([name, parameters])
    expect([name, (own[0]!.outputShape as number[]).slice(1)]).toEqual([name, outputShape])
  }
  model.dispose()
})

test.each([
  [{ classes: 1 }, 17_656_956 - 2 * (7 * 48 + 3)],
  [{ channels: 2 }, 17_656_956 + 9 * 48],
  [{ quirks: 'faithful' as const }, 17_736_444],
])(
  'structures, channels and places in the batch change only what they should: %o (networks A8, Q47)',
  (options, parameters) => {
    const { describe, size } = networkCatalogue['isensee-acdc-2d']
    expect(describe({ size, ...options }).trainableParameters).toBe(parameters)
  },
)

test('each place in a batch has its own scale in the published program, and eleven images are too many (Q47)', () => {
  const model = isenseeAcdc({ size: [32, 32], baseFilters: 2, quirks: 'faithful' }, 'isensee-acdc-2d')
  const predicted = (images: number): tf.Tensor => model.apply(tf.ones([images, 32, 32, 1])) as tf.Tensor
  expect(tf.tidy(() => predicted(10).shape)).toEqual([10, 32, 32, 4])
  expect(() => tf.tidy(() => predicted(11))).toThrow('places for 10 images')
  model.dispose()
})

test('a size that the poolings do not divide is refused, naming the nearest one; any number of slices will do', () => {
  const build = () => isenseeAcdc({ size: [350, 352] }, 'isensee-acdc-2d')
  expect(build).toThrow(expect.objectContaining({ code: 'SIZE_UNSUPPORTED' }))
  expect(build).toThrow('352 × 352')
  isenseeAcdc({ size: [32, 32], slices: 7, baseFilters: 2 }, 'isensee-acdc-3d').dispose()
})
