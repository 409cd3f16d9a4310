import * as tf from '@tensorflow/tfjs'
import { expect, test } from 'vitest'
import { fallbacksOfEngine } from '#electron/onnx/engine'
import { lowerings, noiseTensor, on, reference, relativeError } from '../onEngines'

interface Case {
  readonly name: string
  readonly shape: [number, number, number, number]
  readonly kernel: number | [number, number]
  readonly stride: number | [number, number]
  readonly pad: 'same' | 'valid' | number
}

const cases: Case[] = [
  { name: 'three over two, rounded down (A0.3)', shape: [2, 9, 8, 16], kernel: 3, stride: 2, pad: 'valid' },
  { name: 'three over two, same', shape: [2, 9, 8, 16], kernel: 3, stride: 2, pad: 'same' },
  { name: 'three over one, same', shape: [2, 5, 6, 16], kernel: 3, stride: 1, pad: 'same' },
  { name: 'two over two, an odd side', shape: [2, 7, 5, 16], kernel: 2, stride: 2, pad: 'same' },
  { name: 'three over two, a pixel around', shape: [19, 5, 5, 3], kernel: 3, stride: 2, pad: 1 },
  {
    name: 'two by three over one by two',
    shape: [1, 6, 9, 32],
    kernel: [2, 3],
    stride: [1, 2],
    pad: 'valid',
  },
  { name: 'a stride larger than the window', shape: [1, 9, 9, 16], kernel: 2, stride: 3, pad: 'valid' },
]

/** Whole numbers, so that many windows have several greatest pixels; through a convolution, so that they come blocked. */
const images = (shape: [number, number, number, number]): tf.Tensor4D => {
  const channels = shape[3]
  const unit = tf.reshape(tf.eye(channels), [1, 1, channels, channels]) as tf.Tensor4D
  return tf.conv2d(tf.round(tf.mul(noiseTensor(shape), 1.6)) as tf.Tensor4D, unit, 1, 'same')
}

const gradient = (x: tf.Tensor4D, pool: (t: tf.Tensor4D) => tf.Tensor4D): tf.Tensor => {
  const weights = noiseTensor(pool(x).shape, 7)
  return tf.grad((t) => tf.sum(tf.mul(pool(t as tf.Tensor4D), weights)))(x)
}

for (const [lowering, engine] of lowerings) {
  test.each(cases)(
    `max pooling gives its gradient to the first greatest of each window, ${lowering}: $name`,
    async ({ shape, kernel, stride, pad }) => {
      const calculate = (): tf.Tensor[] => {
        const x = images(shape)
        const pool = (t: tf.Tensor4D): tf.Tensor4D => tf.maxPool(t, kernel, stride, pad)
        return [pool(x), gradient(x, pool)]
      }
      const expected = await on(reference, calculate)
      const found = await on(engine, calculate)
      found.forEach((data, index) => expect(relativeError(data, expected[index]!)).toBeLessThan(1e-6))
      expect([...fallbacksOfEngine().keys()]).toEqual([])
    },
  )

  test.each(cases)(
    `the gradient of average pooling is that of the mean over the pixels that exist, ${lowering}: $name`,
    async ({ shape, kernel, stride, pad }) => {
      const [found] = await on(engine, () =>
        gradient(images(shape), (t) => tf.avgPool(t, kernel, stride, pad)),
      )
      const [expected] = await on(reference, () =>
        gradient(images(shape), (t) => {
          // the mean as a sum of noughts and pixels over a count: TensorFlow.js's own gradient counts the padding
          const sums = (each: tf.Tensor4D): tf.Tensor4D => summed(each, kernel, stride, pad)
          return tf.div(sums(t), sums(tf.onesLike(t)))
        }),
      )
      expect(relativeError(found!, expected!)).toBeLessThan(1e-5)
    },
  )

  test(`a pooling that rounds up has windows over the edge, and their gradient, ${lowering} (A0.3)`, async () => {
    const [values, slope] = await on(engine, () => {
      const x = tf.range(0, 16).reshape([1, 4, 4, 1]) as tf.Tensor4D
      const pool = (t: tf.Tensor4D): tf.Tensor4D => tf.maxPool(t, 3, 2, 0, 'ceil')
      return [pool(x), tf.grad((t) => tf.sum(pool(t as tf.Tensor4D)))(x)]
    })
    expect([...values!]).toEqual([10, 11, 14, 15])
    expect([...slope!]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1])
  })
}

/** The sum over each window, as a convolution with ones, channel by channel. */
function summed(
  x: tf.Tensor4D,
  kernel: Case['kernel'],
  stride: Case['stride'],
  pad: Case['pad'],
): tf.Tensor4D {
  const [height, width] = [kernel].flat()
  const [n, , , channels] = x.shape
  const alone = tf.reshape(tf.transpose(x, [0, 3, 1, 2]), [n * channels, x.shape[1], x.shape[2], 1])
  const ones = tf.ones([height!, width ?? height!, 1, 1]) as tf.Tensor4D
  const sums = tf.conv2d(alone as tf.Tensor4D, ones, stride, pad)
  const [, rows, columns] = sums.shape
  return tf.transpose(tf.reshape(sums, [n, channels, rows, columns]), [0, 2, 3, 1])
}
