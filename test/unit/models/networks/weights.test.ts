import * as tf from '@tensorflow/tfjs'
import { beforeAll, expect, test } from 'vitest'
import { useEngine } from '#electron/onnx/engine'
import { unet2d } from '#models/networks/unet2d'
import { exportWeights, importWeights, type Weights } from '#models/networks/weights'

beforeAll(async () => {
  await useEngine({ engine: 'onnxruntime', threads: 1 })
})

const network = (seed: number): tf.LayersModel => unet2d({ size: [16, 16], baseFilters: 4, depth: 3, seed })

test('weights come back bit for bit, and the copy is nobody else’s', () => {
  const [from, to] = [network(1), network(2)]
  const before = tf.memory().numTensors
  const weights = exportWeights(from)
  importWeights(to, weights)
  expect(tf.memory().numTensors).toBe(before)
  new Float32Array(weights.data).fill(0)
  const [expected, found] = [exportWeights(from), exportWeights(to)]
  expect(Buffer.from(found.data).equals(Buffer.from(expected.data))).toBe(true)
  expect(found.specs).toEqual(expected.specs)
  expect(found.specs[0]).toEqual({ name: 'in_0/kernel', shape: [3, 3, 1, 4] })
})

const whole = (): Weights => exportWeights(network(1))

test.each<readonly [string, (weights: Weights) => Weights]>([
  ['too short', ({ specs, data }) => ({ specs, data: data.slice(0, -4) })],
  ['a weight missing', ({ specs, data }) => ({ specs: specs.slice(1), data })],
  [
    'another name',
    ({ specs, data }) => ({ specs: specs.with(0, { name: 'head/kernel', shape: specs[0]!.shape }), data }),
  ],
  [
    'another shape',
    ({ specs, data }) => ({ specs: specs.with(0, { name: 'in_0/kernel', shape: [3, 3, 2, 2] }), data }),
  ],
])('weights that do not fit are refused, and the model stays as it was: %s', (_, spoil) => {
  const model = network(3)
  const before = Buffer.from(exportWeights(model).data)
  expect(() => importWeights(model, spoil(whole()))).toThrow(
    expect.objectContaining({ code: 'MODEL_DAMAGED' }),
  )
  expect(Buffer.from(exportWeights(model).data).equals(before)).toBe(true)
})
