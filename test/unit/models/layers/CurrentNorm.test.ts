import * as tf from '@tensorflow/tfjs'
import { beforeAll, expect, test } from 'vitest'
import { useEngine } from '#electron/onnx/engine'
import { CurrentNorm } from '#models/layers/CurrentNorm'

beforeAll(async () => {
  await useEngine({ engine: 'onnxruntime', threads: 1 })
})

/** Two images of two pixels: means 3 and 13, deviations 1; together mean 8, variance 26. */
const images = () => tf.tensor4d([2, 4, 12, 14], [2, 1, 2, 1])

function normalised(over: 'image' | 'batch', training: boolean): number[] {
  const norm = new CurrentNorm({ name: 'norm', over, epsilon: 0, alpha: 0.5 })
  return tf.tidy(() => [...(norm.apply(images(), { training }) as tf.Tensor).dataSync()])
}

test.each([true, false])(
  'each image by its own mean and deviation, in training (%s) as at test (Q48)',
  (training) => {
    const [a, b, c, d] = normalised('image', training) as [number, number, number, number]
    expect([b, d].map((value) => value.toFixed(4))).toEqual(['1.0000', '1.0000'])
    expect([a, c].map((value) => value.toFixed(4))).toEqual(['-0.5000', '-0.5000']) // leaky ReLU, slope ½
  },
)

test('or all images of the batch in hand by theirs', () => {
  const expected = [-6, -4, 4, 6].map((value) => value / Math.sqrt(26)).map((z) => (z < 0 ? z / 2 : z))
  normalised('batch', false).forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 5))
})
