import * as tf from '@tensorflow/tfjs'
import { expect, test } from 'vitest'
import { lowerings, noiseTensor, on, reference, relativeError } from '../onEngines'

type Five = [number, number, number, number, number]
type Three = [number, number, number]

interface Case {
  readonly name: string
  readonly x: Five
  readonly filter: Five
  readonly strides?: Three
  readonly pad?: 'same' | 'valid'
}

const cases: Case[] = [
  { name: 'one channel in', x: [1, 4, 6, 5, 1], filter: [3, 3, 3, 1, 16] },
  { name: 'whole blocks', x: [2, 3, 6, 5, 16], filter: [3, 3, 3, 16, 32] },
  { name: 'a single slice', x: [1, 1, 5, 5, 32], filter: [3, 3, 3, 32, 16] },
  { name: 'stride two, even', x: [2, 4, 6, 8, 16], filter: [3, 3, 3, 16, 32], strides: [2, 2, 2] },
  { name: 'stride two, odd', x: [1, 5, 7, 5, 32], filter: [3, 3, 3, 32, 16], strides: [2, 2, 2] },
  { name: 'in plane only', x: [1, 3, 6, 6, 16], filter: [1, 3, 3, 16, 16] },
  { name: 'stride in plane only', x: [2, 3, 6, 6, 16], filter: [1, 3, 3, 16, 32], strides: [1, 2, 2] },
  { name: 'in depth only', x: [1, 4, 3, 5, 16], filter: [3, 1, 1, 16, 16] },
  { name: 'no padding', x: [1, 5, 6, 6, 16], filter: [3, 3, 3, 16, 16], pad: 'valid' },
  { name: 'pointwise', x: [2, 3, 4, 5, 32], filter: [1, 1, 1, 32, 16] },
  { name: 'a head of three classes', x: [2, 3, 4, 5, 16], filter: [1, 1, 1, 16, 3] },
  { name: 'channels that fill no block', x: [1, 3, 5, 4, 5], filter: [3, 3, 3, 5, 7] },
  { name: 'nineteen volumes', x: [19, 2, 3, 3, 16], filter: [3, 3, 3, 16, 16] },
]

// float32 sums of up to 27 · 32 · voxels products in another order
const tolerance = 2e-5

const sumOfSquares = (y: tf.Tensor): tf.Scalar => tf.sum(tf.square(y))

for (const [lowering, engine] of lowerings) {
  test.each(cases)(
    `convolution of volumes and its gradients, ${lowering}: $name`,
    async ({ x, filter, strides = [1, 1, 1], pad = 'same' }) => {
      const calculate = (): tf.Tensor[] => {
        const volume = noiseTensor(x, 1)
        const weights = noiseTensor(filter, 2)
        const bias = noiseTensor([filter[4]], 3)
        const conv = (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
          tf.conv3d(a as tf.Tensor5D, b as tf.Tensor5D, strides, pad)
        const loss = (a: tf.Tensor, b: tf.Tensor, c: tf.Tensor): tf.Scalar =>
          sumOfSquares(tf.add(conv(a, b), c))
        const forward = tf.leakyRelu(tf.add(conv(volume, weights), bias), 0.1)
        return [forward, ...tf.grads(loss)([volume, weights, bias])]
      }
      const expected = await on(reference, calculate)
      const found = await on(engine, calculate)
      found.forEach((data, index) => expect(relativeError(data, expected[index]!)).toBeLessThan(tolerance))
    },
  )
}
