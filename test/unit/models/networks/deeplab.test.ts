import * as tf from '@tensorflow/tfjs'
import { beforeAll, expect, test } from 'vitest'
import { useEngine } from '#electron/onnx/engine'
import { networkCatalogue } from '#models/networks/catalogue'
import { deeplabV2Layers, deeplabV3Layers } from '#models/networks/deeplab.layers'
import { deeplabV2 } from '#models/networks/deeplabV2'
import { deeplabV3, deeplabV3Plan } from '#models/networks/deeplabV3'
import { taughtLogitsOf } from '#models/networks/logits'

beforeAll(async () => {
  await useEngine({ engine: 'onnxruntime', threads: 1 })
})

type Rows = ReturnType<typeof deeplabV3Layers>
type Published = readonly [name: string, output: number, parameters: number]

/** Parameters of blocks first…last of a layer together, as networks.md A6 prints equal blocks. */
function blocks(
  rows: Rows,
  layer: number,
  [first, last]: readonly [number, number],
  part: string,
): Published {
  const found = rows.filter(({ name }) => {
    const [, block] = /block(\d+)\./.exec(name) ?? []
    const inside = Number(block) >= first && Number(block) <= last
    return inside && name.startsWith(`layer${layer}.`) && name.endsWith(`.${part}`)
  })
  expect(found).toHaveLength(last - first + 1)
  const sum = found.reduce((total, { parameters }) => total + parameters, 0)
  return [`${layer} ${first}…${last} ${part}`, found[0]!.outputShape[0]!, sum]
}
const row = (rows: Rows, name: string): Published => {
  const found = rows.find((each) => each.name === name)!
  return [name, found.outputShape[0]!, found.parameters]
}

/** Layer, blocks, output side, parameters of reduce, conv3x3, increase, shortcut (first block only). */
type Stage = readonly [
  layer: number,
  blocks: readonly [number, number],
  side: number,
  counts: readonly number[],
]
const shallow: readonly Stage[] = [
  [2, [1, 1], 65, [4_224, 36_992, 16_896, 16_896]],
  [2, [2, 3], 65, [33_024, 73_984, 33_792]],
  [3, [1, 1], 33, [33_024, 147_712, 66_560, 132_096]],
  [3, [2, 4], 33, [197_376, 443_136, 199_680]],
]
const deep = (side: number): readonly Stage[] => [
  [4, [1, 1], side, [131_584, 590_336, 264_192, 526_336]],
  [4, [2, 23], side, [5_778_432, 12_987_392, 5_812_224]],
  [5, [1, 1], side, [525_312, 2_360_320, 1_052_672, 2_101_248]],
  [5, [2, 3], side, [2_099_200, 4_720_640, 2_105_344]],
]
const parts = ['reduce', 'conv3x3', 'increase', 'shortcut'] as const

test.each([
  ['deeplab-v3', deeplabV3Layers, 17, 58_035_778],
  ['deeplab-v2', deeplabV2Layers, 33, 42_647_624],
] as const)(
  'the backbone of %s is ResNet-101 as published, block by block (networks A6)',
  (id, rowsOf, side, total) => {
    const rows = rowsOf({ size: [256, 256] })
    expect(row(rows, 'layer1.conv1')).toEqual(['layer1.conv1', 128, 9_536])
    expect(row(rows, 'layer1.pool')).toEqual(['layer1.pool', 65, 0])
    for (const [layer, range, out, counts] of [...shallow, ...deep(side)])
      counts.forEach((count, part) =>
        expect(blocks(rows, layer, range, parts[part]!)).toEqual([
          `${layer} ${range[0]}…${range[1]} ${parts[part]!}`,
          out,
          count,
        ]),
      )
    expect(networkCatalogue[id].describe({ size: [256, 256] }).trainableParameters).toBe(total)
  },
)

test('the heads are those of the tables (networks A6)', () => {
  const v3 = deeplabV3Layers({ size: [256, 256] })
  const head: readonly Published[] = [
    ['aspp.stages.c0', 17, 524_800],
    ['aspp.stages.c1', 17, 4_719_104],
    ['aspp.stages.c2', 17, 4_719_104],
    ['aspp.stages.c3', 17, 4_719_104],
    ['aspp.stages.imagepool', 1, 524_800],
    ['aspp.concat', 17, 0],
    ['fc1', 17, 328_192],
    ['fc2', 17, 514],
  ]
  for (const published of head) expect(row(v3, published[0])).toEqual(published)
  const v2 = deeplabV2Layers({ size: [256, 256] })
  for (const n of [0, 1, 2, 3]) expect(row(v2, `aspp.c${n}`)).toEqual([`aspp.c${n}`, 33, 36_866])
})

test.each([
  ['deeplab-v2', { classes: 20 }, 44_048_532],
  ['deeplab-v3', { classes: 20 }, 58_040_661],
  ['deeplab-v2', { classes: 3 }, 42_795_088],
  ['deeplab-v3', { classes: 3 }, 58_036_292],
  ['deeplab-v2', { channels: 1 }, 42_641_352],
  ['deeplab-v3', { channels: 1 }, 58_029_506],
  ['deeplab-v3', { outputStride: 8 }, 58_035_778],
] as const)('%s with %o has %i parameters (networks A6)', (id, options, parameters) => {
  expect(networkCatalogue[id].describe({ size: [256, 256], ...options }).trainableParameters).toBe(parameters)
})

test.each([
  [256, [128, 65, 65, 33, 33, 17]],
  [321, [161, 81, 81, 41, 41, 21]],
  [160, [80, 41, 41, 21, 21, 11]],
  [240, [120, 61, 61, 31, 31, 16]],
  [513, [257, 129, 129, 65, 65, 33]],
])('an image of %i pixels is traced as published (networks A6)', (side, trace) => {
  const at = (rows: Rows, name: string): number => row(rows, name)[1]
  const [v2, v3] = [deeplabV2Layers({ size: [side, side] }), deeplabV3Layers({ size: [side, side] })]
  expect([
    ...['layer1.conv1', 'layer1.pool', 'layer2.block1.reduce', 'layer3.block1.reduce'].map((name) =>
      at(v2, name),
    ),
    at(v2, 'aspp.sum'),
    at(v3, 'fc2'),
  ]).toEqual(trace)
})

test('dilations and rates follow the output stride; at 8 the older revisions dilate the last stage by 2 (networks A6, Q35b)', () => {
  const plan = (outputStride: 8 | 16, quirks: 'faithful' | 'corrected') => {
    const { stages, rates } = deeplabV3Plan({ blocks: [3, 4, 23, 3], outputStride, quirks })
    return [stages.map(({ stride }) => stride), stages.map(({ dilation }) => dilation), rates]
  }
  expect(plan(16, 'corrected')).toEqual([
    [1, 2, 2, 1],
    [1, 1, 1, 2],
    [6, 12, 18],
  ])
  expect(plan(8, 'corrected')).toEqual([
    [1, 2, 1, 1],
    [1, 1, 2, 4],
    [12, 24, 36],
  ])
  expect(plan(8, 'faithful')[1]).toEqual([1, 1, 2, 2])
  const dilated = deeplabV3Layers({ size: [65, 65] }).find(({ name }) => name === 'layer5.block3.conv3x3')
  expect(dilated!.kind).toContain('dilation 8')
})

const small = { size: [33, 40], baseFilters: 4, blocks: [1, 1, 2, 3], seed: 2 } as const

test.each([
  ['deeplab-v3', { ...small, outputStride: 16 }],
  ['deeplab-v3', { ...small, outputStride: 8, classes: 3, channels: 1 }],
  ['deeplab-v2', { ...small, multiScale: false }],
] as const)('%s is built as its table says, probabilities that sum to one', (id, options) => {
  const { build, describe } = networkCatalogue[id]
  const before = tf.memory().numTensors
  const model = build(options)
  const { layers, trainableParameters, totalParameters } = describe(options)
  const trained = model.trainableWeights.reduce(
    (sum, { shape }) => sum + tf.util.sizeFromShape(shape as number[]),
    0,
  )
  expect([trained, model.countParams()]).toEqual([trainableParameters, totalParameters])
  for (const { name, outputShape } of layers)
    expect([name, (model.getLayer(name).outputShape as number[]).slice(1)]).toEqual([name, outputShape])
  const image = tf.ones([1, 33, 40, 1])
  const sums = tf.tidy(() => tf.sum(model.apply(image) as tf.Tensor, -1).dataSync())
  expect(sums).toHaveLength(33 * 40)
  for (const sum of sums) expect(sum).toBeCloseTo(1, 5)
  image.dispose()
  model.dispose()
  expect(tf.memory().numTensors).toBe(before)
})

test('three scales share one set of weights, and the greatest score of each pixel counts (networks A6, MSC)', () => {
  const model = deeplabV2({ ...small, multiScale: true })
  const single = deeplabV2({ ...small, multiScale: false })
  expect(model.countParams()).toBe(single.countParams())
  const image = tf.tensor4d(
    Float32Array.from({ length: 33 * 40 }, (_, i) => Math.sin(i * 12.9898)),
    [1, 33, 40, 1],
  )
  const taught = taughtLogitsOf(model).apply(image) as tf.Tensor[]
  expect(taught.map(({ shape }) => shape.slice(1, 3))).toEqual([
    [33, 40],
    [5, 6],
    [3, 3],
    [4, 4],
    [5, 6],
  ])
  const [, whole, , , greatest] = taught.map((logits) => logits.dataSync())
  whole!.forEach((score, i) => expect(greatest![i]).toBeGreaterThanOrEqual(score - 1e-6))
  expect(greatest!.some((score, i) => score > whole![i]! + 1e-6)).toBe(true)
})

test('as published, version 2 trains neither statistics nor scale and shift of its norms (networks Q31)', () => {
  const [faithful, corrected] = (['faithful', 'corrected'] as const).map((quirks) =>
    deeplabV2({ ...small, quirks }),
  )
  const norms = (model: tf.LayersModel): number =>
    model.trainableWeights.filter(({ originalName }) => /gamma|beta/.test(originalName)).length
  expect([norms(faithful!), norms(corrected!) > 0]).toEqual([0, true])
  expect(deeplabV3({ ...small, quirks: 'faithful' }).trainableWeights.length).toBeGreaterThan(0)
})
