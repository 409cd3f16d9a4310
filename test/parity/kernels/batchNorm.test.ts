import * as tf from '@tensorflow/tfjs'
import { expect, test } from 'vitest'
import { batchNorm, batchNormOfMoments } from '#models/layers/batchNormOp'
import { timesRows } from '#models/layers/rowMask'
import { lowerings, noiseTensor, on, reference, relativeError } from '../onEngines'

const options = { epsilon: 1e-3, activation: 'elu' } as const
const maps = (channels: number, seed: number): tf.Tensor4D =>
  tf.add(noiseTensor([3, 7, 6, channels], seed), 0.2)
const filter = (size: number, inputs: number, seed: number): tf.Tensor4D =>
  noiseTensor([size, size, inputs, 16], seed) as tf.Tensor4D

/** A norm of a concatenation before a convolution, as DenseNet has it: y, the moments and all gradients. */
function unit(window: number): tf.Tensor[] {
  const calculate = (...given: tf.Tensor[]): tf.Tensor => {
    const [a, b, c, beta, weights] = given as [
      tf.Tensor4D,
      tf.Tensor4D,
      tf.Tensor4D,
      tf.Tensor1D,
      tf.Tensor4D,
    ]
    const { y } = batchNorm(tf.concat([a, b, c], 3), beta, options)
    const next = tf.conv2d(y as tf.Tensor4D, weights, 1, 'same')
    const more = batchNorm(tf.concat([a, b, c, next], 3), tf.zeros([80]), options)
    return tf.concat([next, more.y], 3)
  }
  const given = [maps(16, 1), maps(32, 2), maps(16, 3), noiseTensor([64], 4), filter(window, 64, 5)]
  const loss = (...each: tf.Tensor[]): tf.Scalar =>
    tf.sum(tf.mul(calculate(...each), noiseTensor([3, 7, 6, 96], 6)))
  return [calculate(...given), ...tf.grads(loss)(given)]
}

for (const [lowering, engine] of lowerings) {
  test.each([
    ['a norm of a concatenation before a 3x3 convolution, part by part', 3],
    ['a norm of a concatenation before a pointwise convolution, whole', 1],
  ])(`BatchNorm and BatchNormGrad, ${lowering}: %s`, async (_, window) => {
    const expected = await on(reference, () => unit(window))
    const found = await on(engine, () => unit(window))
    // the variance is E[x²] - E[x]² in the blocked form, two-pass elsewhere
    found.forEach((data, index) => expect(relativeError(data, expected[index]!)).toBeLessThan(1e-4))
  })

  test.each([16, 5])(
    `moments and gradients of a norm over %i channels without activation, ${lowering}`,
    async (channels) => {
      const calculate = (): tf.Tensor[] => {
        const weights = noiseTensor([3, 7, 6, channels], 7)
        const linear = { epsilon: 1e-3, activation: 'linear' } as const
        const { y, mean, variance } = batchNorm(
          maps(channels, 1),
          noiseTensor([channels], 2) as tf.Tensor1D,
          linear,
        )
        const loss = (x: tf.Tensor, beta: tf.Tensor): tf.Scalar =>
          tf.sum(tf.mul(batchNorm(x, beta as tf.Tensor1D, linear).y, weights))
        return [y, mean, variance, ...tf.grads(loss)([maps(channels, 1), noiseTensor([channels], 2)])]
      }
      const expected = await on(reference, calculate)
      const found = await on(engine, calculate)
      found.forEach((data, index) => expect(relativeError(data, expected[index]!)).toBeLessThan(1e-4))
    },
  )

  test.each([
    ['3x3', 3],
    ['pointwise', 1],
  ])(
    `ChannelAffine, ${lowering}: a norm of a concatenation with given moments before a %s convolution`,
    async (_, window) => {
      const calculate = (): tf.Tensor[] => {
        const x = tf.concat([maps(16, 1), maps(32, 2)], 3)
        const [beta, mean] = [noiseTensor([48], 3), noiseTensor([48], 4)]
        const variance = tf.add(tf.square(noiseTensor([48], 5)), 0.1)
        const y = batchNormOfMoments(x, beta, mean, variance, options, false)
        return [y, tf.conv2d(y as tf.Tensor4D, filter(window, 48, 6), 1, 'same')]
      }
      const expected = await on(reference, calculate)
      const found = await on(engine, calculate)
      found.forEach((data, index) => expect(relativeError(data, expected[index]!)).toBeLessThan(1e-5))
    },
  )

  test.each([32, 24])(
    `RowMask over %i channels, ${lowering}: each number times its own factor`,
    async (channels) => {
      const calculate = (): tf.Tensor[] => {
        const table = noiseTensor([64, 16], 1) as tf.Tensor2D
        const rows = tf.floor(tf.mul(tf.abs(noiseTensor([2, 2, 5, 4], 2)), 63))
        const x = noiseTensor([2, 5, 4, 16], 3) as tf.Tensor4D
        const wide = (t: tf.Tensor): tf.Tensor =>
          tf.conv2d(t as tf.Tensor4D, noiseTensor([1, 1, 16, channels], 4) as tf.Tensor4D, 1, 'same')
        const masked = (t: tf.Tensor): tf.Tensor => timesRows(wide(t), { rows, table })
        return [masked(x), tf.grad((t) => tf.sum(tf.square(masked(t))))(x)]
      }
      const expected = await on(reference, calculate)
      const found = await on(engine, calculate)
      found.forEach((data, index) => expect(relativeError(data, expected[index]!)).toBeLessThan(1e-5))
    },
  )
}
