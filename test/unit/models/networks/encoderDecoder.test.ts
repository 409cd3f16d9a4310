import { beforeAll, expect, test } from 'vitest'
import { useEngine } from '#electron/onnx/engine'
import { networkCatalogue } from '#models/networks/catalogue'
import { encoderDecoder } from '#models/networks/encoderDecoder'

beforeAll(async () => {
  await useEngine({ engine: 'onnxruntime', threads: 1 })
})

type Row = readonly [name: string, side: number, channels: number, parameters: number]

const encoder: readonly Row[] = [
  ['conv1a', 96, 12, 120],
  ['conv1b', 96, 12, 1308],
  ['pool1', 48, 12, 0],
  ['conv2a', 48, 24, 2616],
  ['conv2b', 48, 24, 5208],
  ['pool2', 24, 24, 0],
  ['conv3a', 24, 48, 10416],
  ['conv3b', 24, 48, 20784],
  ['pool3', 12, 48, 0],
  ['conv4a', 12, 96, 41568],
  ['conv4b', 12, 96, 83040],
  ['pool4', 6, 96, 0],
  ['conv5a', 6, 192, 166080],
  ['conv5b', 6, 192, 331968],
  ['resize6', 12, 192, 0],
  ['conv6a', 12, 96, 165984],
]
/** The two tables of networks.md A7, as printed there. */
const published = {
  'encoder-decoder': [
    ...encoder,
    ['conv6b', 12, 96, 83040],
    ['resize7', 24, 96, 0],
    ['conv7a', 24, 48, 41520],
    ['conv7b', 24, 48, 20784],
    ['resize8', 48, 48, 0],
    ['conv8a', 48, 24, 10392],
    ['conv8b', 48, 24, 5208],
    ['resize9', 96, 24, 0],
    ['conv9a', 96, 12, 2604],
    ['conv9b', 96, 12, 1308],
    ['conv10', 96, 2, 26],
  ],
  'encoder-decoder-unet': [
    ...encoder,
    ['cat6', 12, 192, 0],
    ['conv6b', 12, 96, 165984],
    ['conv6c', 12, 96, 83040],
    ['resize7', 24, 96, 0],
    ['conv7a', 24, 48, 41520],
    ['cat7', 24, 96, 0],
    ['conv7b', 24, 48, 41520],
    ['conv7c', 24, 48, 20784],
    ['resize8', 48, 48, 0],
    ['conv8a', 48, 24, 10392],
    ['cat8', 48, 48, 0],
    ['conv8b', 48, 24, 10392],
    ['conv8c', 48, 24, 5208],
    ['resize9', 96, 24, 0],
    ['conv9a', 96, 12, 2604],
    ['cat9', 96, 24, 0],
    ['conv9b', 96, 12, 2604],
    ['conv9c', 96, 12, 1308],
    ['conv10', 96, 2, 26],
  ],
} satisfies Record<string, readonly Row[]>

const both = [
  ['encoder-decoder', 993_974],
  ['encoder-decoder-unet', 1_214_474],
] as const

test.each(both)('the table of %s is the published one, row by row (networks A7, F)', (id, parameters) => {
  const { layers, trainableParameters } = networkCatalogue[id].describe({ size: [96, 96] })
  expect(
    layers.map(({ name, outputShape, parameters: count }) => [name, outputShape[0], outputShape[2], count]),
  ).toEqual(published[id])
  expect(trainableParameters).toBe(parameters)
})

test.each(both)('%s is built with the parameters and shapes of its table', (id) => {
  const options = { size: [32, 48], baseFilters: 4, classes: 2, quirks: 'corrected' } as const
  const model = encoderDecoder(options, id)
  const { layers, totalParameters } = networkCatalogue[id].describe(options)
  expect(model.countParams()).toBe(totalParameters)
  for (const { name, outputShape, parameters } of layers) {
    const layer = model.getLayer(name)
    expect([name, layer.countParams()]).toEqual([name, parameters])
    expect([name, (layer.outputShape as number[]).slice(1)]).toEqual([name, outputShape])
  }
  model.dispose()
})

test('the published output has the background as a channel more, the corrected one has not (Q41)', () => {
  const { describe } = networkCatalogue['encoder-decoder']
  const trainable = (quirks: 'faithful' | 'corrected') =>
    describe({ size: [96, 96], quirks }).trainableParameters
  expect(trainable('corrected')).toBe(993_961)
  expect(describe({ size: [96, 96], classes: 3 }).trainableParameters).toBe(993_974 + 2 * 13)
  expect(describe({ size: [96, 96], channels: 3 }).trainableParameters).toBe(993_974 + 2 * 9 * 12)
})

test('kernels begin within two deviations of 0.1, biases at 0.1', () => {
  const model = encoderDecoder({ size: [16, 16] }, 'encoder-decoder')
  const [kernel, bias] = model.getLayer('conv3b').getWeights()
  const values = kernel!.dataSync() as Float32Array
  const spread = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)
  expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(0.2)
  expect(spread).toBeCloseTo(0.088, 3) // a normal distribution cut at two deviations is a little narrower
  expect([...bias!.dataSync()].every((value) => Math.abs(value - 0.1) < 1e-7)).toBe(true)
  model.dispose()
})

test('a size that the poolings do not divide is refused, naming the nearest one', () => {
  const build = () => encoderDecoder({ size: [95, 96] }, 'encoder-decoder')
  expect(build).toThrow(expect.objectContaining({ code: 'SIZE_UNSUPPORTED' }))
  expect(build).toThrow('96 × 96')
})
