import * as tf from '@tensorflow/tfjs'
import { expect, test } from 'vitest'
import { instanceNorm, type InstanceNormOptions } from '#models/layers/instanceNormOp'
import { upsampleNearest } from '#models/layers/upsampleNearestOp'
import { lowerings, noise, noiseTensor, on, reference, relativeError } from '../onEngines'

const norms: readonly (readonly [string, InstanceNormOptions, number])[] = [
  ['epsilon on the deviation, leaky ReLU', { epsilon: 1e-3, on: 'deviation', alpha: 0.3 }, 16],
  ['epsilon on the variance, no activation', { epsilon: 1e-5, on: 'variance', alpha: 1 }, 32],
  ['channels that fill no block', { epsilon: 1e-3, on: 'deviation', alpha: 0.3 }, 5],
]

for (const [lowering, engine] of lowerings) {
  test.each(norms)(`InstanceNorm and InstanceNormGrad, ${lowering}: %s`, async (_, options, channels) => {
    const calculate = (): tf.Tensor[] => {
      const x = tf.add(noiseTensor([3, 7, 6, channels], 1), 0.2)
      const weights = noiseTensor([3, 7, 6, channels], 2)
      const gradient = tf.grad((t) => tf.sum(tf.mul(instanceNorm(t, options), weights)))(x)
      return [instanceNorm(x, options), gradient]
    }
    const expected = await on(reference, calculate)
    const found = await on(engine, calculate)
    // the variance is E[x²] - E[x]² in the blocked form, two-pass elsewhere
    found.forEach((data, index) => expect(relativeError(data, expected[index]!)).toBeLessThan(1e-4))
  })

  test(`a map without variance has finite gradients, ${lowering}`, async () => {
    const options = { epsilon: 1e-3, on: 'deviation', alpha: 0.3 } as const
    const [gradient] = await on(engine, () =>
      tf.grad((t) => tf.sum(tf.square(instanceNorm(t, options))))(tf.fill([1, 8, 8, 16], 0.7)),
    )
    expect(gradient!.every((value) => Number.isFinite(value) && Math.abs(value) < 1)).toBe(true)
  })

  test.each([16, 5])(
    `SpatialDropout keeps or drops whole maps of %i channels, ${lowering}`,
    async (channels) => {
      const x = (): tf.Tensor => noiseTensor([2, 3, 4, channels])
      const mask = (): tf.Tensor => tf.cast(tf.greater(noiseTensor([2, channels], 3), 0), 'float32')
      const [found] = await on(
        engine,
        () =>
          tf.engine().runKernel('SpatialDropout', { x: x(), mask: mask() } as tf.NamedTensorMap) as tf.Tensor,
      )
      const [expected] = await on(reference, () => tf.mul(x(), tf.reshape(mask(), [2, 1, 1, channels])))
      expect(relativeError(found!, expected!)).toBeLessThan(1e-6)
    },
  )

  test(`upsampling by two and its gradient are right for every image of a batch, ${lowering}`, async () => {
    const [maps, gradient] = await on(engine, () => {
      const x = tf.tensor4d(noise(3 * 2 * 2 * 16), [3, 2, 2, 16])
      const weights = tf.tensor4d(noise(3 * 4 * 4 * 16, 2), [3, 4, 4, 16])
      const summed = tf.grad((t) => tf.sum(tf.mul(upsampleNearest(t as tf.Tensor4D, 2), weights)))(x)
      return [upsampleNearest(x, 2), summed]
    })
    const place = (n: number, row: number, column: number, side: number, channel: number): number =>
      ((n * side + row) * side + column) * 16 + channel
    const [x, weights] = [noise(3 * 2 * 2 * 16), noise(3 * 4 * 4 * 16, 2)]
    expect(maps![place(2, 3, 1, 4, 5)]).toBeCloseTo(x[place(2, 1, 0, 2, 5)]!, 6)
    const copies = [place(2, 2, 0, 4, 5), place(2, 2, 1, 4, 5), place(2, 3, 0, 4, 5), place(2, 3, 1, 4, 5)]
    const sum = copies.reduce((total, copy) => total + weights[copy]!, 0)
    expect(gradient![place(2, 1, 0, 2, 5)]).toBeCloseTo(sum, 5)
  })
}

test('upsampling has the same gradient on the reference engine, for more than one image', async () => {
  const calculate = (): tf.Tensor =>
    tf.grad((t) => tf.sum(tf.mul(upsampleNearest(t as tf.Tensor4D, 2), noiseTensor([3, 4, 4, 16], 2))))(
      noiseTensor([3, 2, 2, 16], 1),
    )
  const [expected] = await on(lowerings[1]![1], calculate)
  const [found] = await on(reference, calculate)
  expect(relativeError(found!, expected!)).toBeLessThan(1e-6)
})
