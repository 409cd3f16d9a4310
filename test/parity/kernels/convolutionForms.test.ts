import * as tf from '@tensorflow/tfjs'
import { expect, test } from 'vitest'
import { fallbacksOfEngine } from '#electron/onnx/engine'
import { lowerings, noiseTensor, on, reference, relativeError } from '../onEngines'

type Shape = [number, number, number, number]
const of = (shape: Shape, seed = 1): tf.Tensor4D => noiseTensor(shape, seed) as tf.Tensor4D

// float32 sums of some hundred products in another order
const tolerance = 1e-4

async function agree(
  engine: (typeof lowerings)[number][1],
  calculate: () => tf.Tensor[],
  otherwise = calculate,
): Promise<void> {
  const expected = await on(reference, otherwise)
  const found = await on(engine, calculate)
  expect(found.length).toBe(expected.length)
  found.forEach((data, index) => expect(relativeError(data, expected[index]!)).toBeLessThan(tolerance))
  expect([...fallbacksOfEngine().keys()]).toEqual([])
}

/** Transposed convolutions of networks.md A0.2 and A0.10, valid: sides before and after, kernel, stride. */
const enlargements = [
  { from: 12, kernel: 3, stride: 2, to: 25 },
  { from: 9, kernel: 63, stride: 32, to: 319 },
  { from: 42, kernel: 16, stride: 8, to: 344 },
  { from: 6, kernel: 2, stride: 2, to: 12 },
  { from: 5, kernel: 4, stride: 4, to: 20 },
]

for (const [lowering, engine] of lowerings) {
  test.each(enlargements)(
    `a transposed convolution makes $from pixels into $to, ${lowering} (A0.2, k $kernel, s $stride)`,
    async ({ from, kernel, stride, to }) => {
      const channels = kernel > 8 ? 2 : 16
      await agree(engine, () => {
        const x = of([2, from, 3, channels], 1)
        const filter = of([kernel, kernel, channels, channels], 2)
        const wide = (3 - 1) * stride + Math.max(kernel, stride)
        const enlarge = (t: tf.Tensor4D, f: tf.Tensor4D): tf.Tensor4D =>
          tf.conv2dTranspose(t, f, [2, to, wide, channels], stride, 'valid')
        const loss = (t: tf.Tensor, f: tf.Tensor): tf.Tensor =>
          tf.mul(enlarge(t as tf.Tensor4D, f as tf.Tensor4D), of([2, to, wide, channels], 3))
        return [enlarge(x, filter), ...tf.grads(loss)([x, filter])]
      })
    },
  )

  test(`a transposed convolution with same pads doubles the sides, ${lowering} (A0.2)`, async () => {
    await agree(engine, () => [
      tf.conv2dTranspose(of([1, 5, 4, 16]), of([3, 3, 32, 16], 2), [1, 10, 8, 32], 2, 'same'),
    ])
  })

  test.each([
    { channels: 16, multiplier: 1, stride: 1, pad: 'same' as const },
    { channels: 5, multiplier: 2, stride: 2, pad: 'same' as const },
    { channels: 32, multiplier: 1, stride: 2, pad: 'valid' as const },
  ])(
    `DepthwiseConv2dNative and its gradients, ${lowering}: $channels channels, $multiplier each, stride $stride`,
    async ({ channels, multiplier, stride, pad }) => {
      await agree(engine, () => {
        const x = of([3, 9, 8, channels], 1)
        const filter = of([3, 3, channels, multiplier], 2)
        const loss = (t: tf.Tensor, f: tf.Tensor): tf.Tensor =>
          tf.square(tf.depthwiseConv2d(t as tf.Tensor4D, f as tf.Tensor4D, stride, pad))
        return [tf.depthwiseConv2d(x, filter, stride, pad), ...tf.grads(loss)([x, filter])]
      })
    },
  )

  test.each([1, 2, 4])(
    `a convolution whose taps are %i apart, and its gradients, ${lowering}`,
    async (apart) => {
      const attributes = { strides: [1, 1], pad: 'same', dataFormat: 'NHWC', dilations: [apart, apart] }
      const shapes: [Shape, Shape] = [
        [2, 11, 9, 16],
        [3, 3, 16, 32],
      ]
      const operands = (): [tf.Tensor4D, tf.Tensor4D] => [of(shapes[0], 1), of(shapes[1], 2)]
      await agree(
        engine,
        () => {
          const [x, filter] = operands()
          const y = tf.conv2d(x, filter, 1, 'same', 'NHWC', apart)
          const dy = of(y.shape, 3)
          const kernel = (name: string, inputs: tf.NamedTensorMap, more: object): tf.Tensor =>
            tf.engine().runKernel(name, inputs, { ...attributes, ...more })
          return [
            y,
            kernel('Conv2DBackpropInput', { dy, filter }, { inputShape: x.shape }),
            kernel('Conv2DBackpropFilter', { x, dy }, { filterShape: filter.shape }),
          ]
        },
        () => {
          // the filter with noughts between its taps, whose gradient is wanted at the taps only
          const [x, filter] = operands()
          const side = 2 * apart + 1
          const spread = (f: tf.Tensor): tf.Tensor4D => {
            const places = tf.range(0, 3, 1, 'int32').mul(apart) as tf.Tensor1D
            const taps = tf.oneHot(tf.cast(places, 'int32'), side)
            const rows = tf.matMul(taps, tf.reshape(f, [3, -1]), true)
            const columns = tf.matMul(
              tf.tile(tf.expandDims(taps, 0), [side, 1, 1]),
              tf.reshape(rows, [side, 3, -1]),
              true,
            )
            return tf.reshape(columns, [side, side, 16, 32]) as tf.Tensor4D
          }
          const y = tf.conv2d(x, spread(filter), 1, 'same')
          const loss = (t: tf.Tensor, f: tf.Tensor): tf.Tensor =>
            tf.mul(tf.conv2d(t as tf.Tensor4D, spread(f), 1, 'same'), of(y.shape, 3))
          return [y, ...tf.grads(loss)([x, filter])]
        },
      )
    },
  )

  test(`channels first is the same convolution, ${lowering}`, async () => {
    await agree(engine, () => {
      const [x, filter] = [of([2, 3, 7, 6], 1), of([3, 3, 3, 4], 2)]
      const loss = (t: tf.Tensor, f: tf.Tensor): tf.Tensor =>
        tf.square(tf.conv2d(t as tf.Tensor4D, f as tf.Tensor4D, 2, 'same', 'NCHW'))
      return [tf.conv2d(x, filter, 2, 'same', 'NCHW'), ...tf.grads(loss)([x, filter])]
    })
  })
}
