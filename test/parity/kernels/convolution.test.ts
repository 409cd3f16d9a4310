import * as tf from '@tensorflow/tfjs'
import { expect, test } from 'vitest'
import { lowerings, noiseTensor, on, reference, relativeError } from '../onEngines'

interface Case {
  readonly name: string
  readonly x: [number, number, number, number]
  readonly filter: [number, number, number, number]
  readonly stride: number
  readonly pad: 'same' | 'valid'
}

const cases: Case[] = [
  { name: 'one channel in', x: [2, 9, 8, 1], filter: [3, 3, 1, 16], stride: 1, pad: 'same' },
  { name: 'whole blocks', x: [2, 9, 8, 16], filter: [3, 3, 16, 32], stride: 1, pad: 'same' },
  { name: 'stride two on even sides', x: [3, 8, 12, 16], filter: [3, 3, 16, 32], stride: 2, pad: 'same' },
  { name: 'stride two on odd sides', x: [2, 9, 7, 32], filter: [3, 3, 32, 16], stride: 2, pad: 'same' },
  { name: 'pointwise', x: [2, 6, 5, 32], filter: [1, 1, 32, 16], stride: 1, pad: 'same' },
  { name: 'a head of three classes', x: [2, 6, 5, 16], filter: [1, 1, 16, 3], stride: 1, pad: 'same' },
  { name: 'channels that fill no block', x: [2, 7, 6, 5], filter: [3, 3, 5, 7], stride: 1, pad: 'valid' },
  {
    name: 'a batch of one and a half blocks',
    x: [19, 5, 5, 16],
    filter: [3, 3, 16, 16],
    stride: 1,
    pad: 'same',
  },
]

// float32 sums of up to 9 · 32 · pixels products in another order
const tolerance = 1e-4

for (const [lowering, engine] of lowerings) {
  test.each(cases)(
    `convolution and its gradients, ${lowering}: $name`,
    async ({ x, filter, stride, pad }) => {
      const calculate = (): tf.Tensor[] => {
        const images = noiseTensor(x, 1) as tf.Tensor4D
        const weights = noiseTensor(filter, 2) as tf.Tensor4D
        const bias = noiseTensor([filter[3]], 3) as tf.Tensor1D
        const loss = (a: tf.Tensor, b: tf.Tensor, c: tf.Tensor): tf.Scalar => {
          const y = tf.add(tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, stride, pad), c)
          return tf.sum(tf.square(y)) as tf.Scalar
        }
        const forward = tf.relu(tf.add(tf.conv2d(images, weights, stride, pad), bias))
        return [forward, ...tf.grads(loss)([images, weights, bias])]
      }
      const expected = await on(reference, calculate)
      const found = await on(engine, calculate)
      found.forEach((data, index) => expect(relativeError(data, expected[index]!)).toBeLessThan(tolerance))
    },
  )
}

for (const [lowering, engine] of lowerings) {
  test.each([0, 0.2])(
    `the slope of a (leaky) ReLU of slope %f between two convolutions, ${lowering}`,
    async (alpha) => {
      const calculate = (): tf.Tensor[] => {
        const [first, second] = [noiseTensor([3, 3, 16, 32], 2), noiseTensor([1, 1, 32, 16], 3)] as [
          tf.Tensor4D,
          tf.Tensor4D,
        ]
        const loss = (x: tf.Tensor): tf.Scalar => {
          const maps = tf.conv2d(x as tf.Tensor4D, first, 1, 'same')
          const active = alpha === 0 ? tf.relu(maps) : tf.leakyRelu(maps, alpha)
          return tf.sum(tf.square(tf.conv2d(active, second, 1, 'same')))
        }
        return [tf.grad(loss)(noiseTensor([2, 7, 6, 16], 1))]
      }
      const [expected] = await on(reference, calculate)
      const [found] = await on(engine, calculate)
      expect(relativeError(found!, expected!)).toBeLessThan(tolerance)
    },
  )
}
