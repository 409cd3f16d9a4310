import * as tf from '@tensorflow/tfjs'
import { beforeAll, expect, test } from 'vitest'
import { useEngine } from '#electron/onnx/engine'
import { AffineBatchNorm } from '#models/layers/AffineBatchNorm'
import { BilinearUpscore, bilinearTaps } from '#models/layers/BilinearUpscore'
import { CeilMaxPool, ceilPoolSide } from '#models/layers/CeilMaxPool'
import { GreyPlanes } from '#models/layers/GreyPlanes'
import { localResponseNorm } from '#models/layers/LocalResponseNorm'
import { paddedConv } from '#models/layers/paddedConv'

beforeAll(async () => {
  await useEngine({ engine: 'onnxruntime', threads: 1 })
})

const noise = (shape: number[], seed = 1): tf.Tensor =>
  tf.tensor(
    Float32Array.from({ length: tf.util.sizeFromShape(shape) }, (_, i) => Math.sin((i + seed) * 12.9898)),
    shape,
  )
const numbers = (make: () => tf.Tensor): number[] => [...tf.tidy(() => make().dataSync())]
function expectClose(found: readonly number[], expected: readonly number[], digits = 5): void {
  expect(found).toHaveLength(expected.length)
  found.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, digits))
}

test.each([
  { dilation: 2, pad: 2, side: 7 },
  { dilation: 4, pad: 4, side: 9 },
  { dilation: 6, pad: 6, side: 5 },
  { dilation: 2, pad: 0, side: 8 },
])(
  'dilation $dilation with pad $pad sees every $dilation-th pixel (networks A0.1)',
  ({ dilation, pad, side }) => {
    const [x, filter] = [noise([2, side, side + 1, 3]) as tf.Tensor4D, noise([3, 3, 3, 4], 5) as tf.Tensor4D]
    const framed = (): tf.Tensor4D =>
      tf.pad4d(x, [
        [0, 0],
        [pad, pad],
        [pad, pad],
        [0, 0],
      ])
    const found = numbers(() => paddedConv(x, filter, { dilation, pad }))
    expectClose(
      found,
      numbers(() => tf.conv2d(framed(), filter, 1, 'valid', 'NHWC', dilation)),
      4,
    )
  },
)

test('the gradients of a dilated convolution are the slopes that are measured (networks A0.10)', () => {
  const [x, filter] = [noise([1, 5, 6, 2]) as tf.Tensor4D, noise([3, 3, 2, 3], 5) as tf.Tensor4D]
  const loss = (a: tf.Tensor, b: tf.Tensor): tf.Scalar =>
    tf.sum(tf.square(paddedConv(a as tf.Tensor4D, b as tf.Tensor4D, { dilation: 2, pad: 2 })))
  const gradients = tf.tidy(() =>
    tf
      .grads(loss)([x, filter])
      .map((gradient) => gradient.dataSync()),
  )
  const moved = (of: 0 | 1, at: number, by: number): number =>
    tf.tidy(() => {
      const parts = [x, filter].map((part, which) => {
        const values = part.dataSync().slice()
        if (which === of) values[at]! += by
        return tf.tensor(values, part.shape)
      })
      return loss(parts[0]!, parts[1]!).dataSync()[0]!
    })
  for (const of of [0, 1] as const)
    for (const at of [0, 7, 23, 40])
      expect(gradients[of]![at]).toBeCloseTo((moved(of, at, 0.1) - moved(of, at, -0.1)) / 0.2, 1)
})

test('a convolution in two groups is two convolutions side by side (networks A0.1)', () => {
  const [x, filter] = [noise([1, 6, 6, 8]), noise([3, 3, 4, 6], 3)] as [tf.Tensor4D, tf.Tensor4D]
  const half = (from: number, out: number): tf.Tensor4D =>
    tf.conv2d(
      tf.slice4d(x, [0, 0, 0, from], [1, 6, 6, 4]),
      tf.slice4d(filter, [0, 0, 0, out], [3, 3, 4, 3]),
      1,
      1,
    )
  const expected = numbers(() => tf.concat([half(0, 0), half(4, 3)], 3))
  expectClose(
    numbers(() => paddedConv(x, filter, { groups: 2, pad: 1 })),
    expected,
  )
})

test.each([
  [112, 3, 2, 0, 56],
  [57, 2, 2, 0, 29],
  [454, 2, 2, 0, 227],
  [128, 3, 2, 1, 65],
  [161, 3, 2, 1, 81],
  [80, 3, 2, 1, 41],
])(
  '%i pixels pooled by %i every %i with pad %i become %i, rounded up (networks A0.3)',
  (n, kernel, stride, pad, out) => {
    expect(ceilPoolSide(n, { kernel, stride, pad })).toBe(out)
  },
)

test('the last window of a pooling that rounds up is clipped to the image', () => {
  const pool = new CeilMaxPool({ name: 'pool', kernel: 3, stride: 2 })
  const x = tf.tensor4d([1, 5, 2, 9, 4, 0, 3, 3, 3, 8, 7, 6, 1, 1, 2, 2], [1, 4, 4, 1])
  expect(numbers(() => pool.apply(x) as tf.Tensor)).toEqual([8, 9, 8, 7])
})

test('local response normalisation divides α by the five channels it sums (networks A0.4)', () => {
  const x = tf.mul(noise([2, 3, 3, 8]), 40)
  const expected = numbers(() => tf.localResponseNormalization(x as tf.Tensor4D, 2, 1, 2e-5, 0.75))
  expectClose(
    numbers(() => localResponseNorm(x as tf.Tensor4D)),
    expected,
    4,
  )
})

test('bilinear taps are those of net surgery; Caffe’s filler of 2016 shifts odd kernels (networks A0.2, Q25)', () => {
  expectClose([...bilinearTaps(4)], [0.25, 0.75, 0.75, 0.25])
  expectClose([...bilinearTaps(16)].slice(0, 2), [0.0625, 0.1875])
  const sum = (taps: Float32Array): number => taps.reduce((total, tap) => total + tap, 0)
  expectClose([...bilinearTaps(63)].slice(0, 2), [0.03125, 0.0625])
  expect(sum(bilinearTaps(63))).toBeCloseTo(32, 6)
  const filler = bilinearTaps(63, 'caffe-2016')
  expectClose([filler[0]!, filler[1]!, filler[62]!, sum(filler)], [0.015625, 0.046875, 0.046875, 31.984375])
  expectClose([...bilinearTaps(16, 'caffe-2016')], [...bilinearTaps(16)])
})

test('the frozen up-sampling is the transposed convolution of each map by itself (networks A0.2)', () => {
  const x = noise([2, 4, 3, 2]) as tf.Tensor4D
  const upscore = new BilinearUpscore({ name: 'up', kernel: 4, stride: 2 })
  const taps = tf.tensor1d(bilinearTaps(4))
  const kernel = tf.mul(
    tf.reshape(tf.outerProduct(taps, taps), [4, 4, 1, 1]),
    tf.reshape(tf.eye(2), [1, 1, 2, 2]),
  ) as tf.Tensor4D
  const expected = numbers(() => tf.conv2dTranspose(x, kernel, [2, 10, 8, 2], 2, 'valid'))
  expectClose(
    numbers(() => upscore.apply(x) as tf.Tensor),
    expected,
  )
})

test('a grey image becomes three planes, shifted', () => {
  const planes = new GreyPlanes({ name: 'planes', planes: 3, shift: -116 })
  expect(numbers(() => planes.apply(tf.tensor4d([116, 120], [1, 1, 2, 1])) as tf.Tensor)).toEqual([
    0, 0, 0, 4, 4, 4,
  ])
})

test('batch norm in training measures the batch and moves its running statistics by their share (networks A0.4, Q30)', () => {
  const norm = new AffineBatchNorm({ name: 'norm', update: 0.25 })
  const x = tf.tensor4d([1, 3, 5, 7], [2, 1, 2, 1])
  const y = numbers(() => norm.apply(x, { training: true }) as tf.Tensor)
  expectClose(
    y,
    [-3, -1, 1, 3].map((value) => value / Math.sqrt(5)),
    4,
  )
  const [, , mean, variance] = norm.getWeights().map((weight) => weight.dataSync()[0]!)
  expect(mean).toBeCloseTo(0.25 * 4, 5)
  expect(variance).toBeCloseTo(0.75 + (0.25 * 20) / 3, 5)
})

test('the gradient of a batch norm in training goes through mean and variance of the batch: the slopes that are measured (networks A0.4)', () => {
  const [places, channels, epsilon] = [2 * 3 * 2, 3, 1e-5]
  const values = Float64Array.from({ length: places * channels }, (_, i) => Math.sin((i + 1) * 12.9898))
  const weights = Float64Array.from(values, (_, i) => Math.cos((i + 1) * 4.1414))
  /** Σ weight · (x - μ)/√(v + ε) with one number moved, in double precision. */
  const weighted = (at: number, by: number): number => {
    const of = (channel: number, from: Float64Array): number[] =>
      Array.from({ length: places }, (_, place) => from[place * channels + channel]!)
    const moved = values.slice()
    moved[at]! += by
    return Array.from({ length: channels }, (_, channel) => {
      const list = of(channel, moved)
      const mean = list.reduce((sum, x) => sum + x, 0) / places
      const variance = list.reduce((sum, x) => sum + (x - mean) ** 2, 0) / places
      const weight = of(channel, weights)
      return list.reduce((sum, x, i) => sum + (weight[i]! * (x - mean)) / Math.sqrt(variance + epsilon), 0)
    }).reduce((sum, each) => sum + each, 0)
  }
  const norm = new AffineBatchNorm({ name: 'taught', epsilon })
  const shape: [number, number, number, number] = [2, 3, 2, channels]
  const loss = (x: tf.Tensor): tf.Scalar =>
    tf.sum(tf.mul(norm.apply(x, { training: true }) as tf.Tensor, tf.tensor4d([...weights], shape)))
  const x = tf.tensor4d([...values], shape)
  norm.build(shape)
  const slopes = Array.from(values, (_, at) => (weighted(at, 1e-4) - weighted(at, -1e-4)) / 2e-4)
  expectClose(
    numbers(() => tf.grad(loss)(x)),
    slopes,
    4,
  )
})

test('a frozen batch norm uses its running statistics in training, and leaves them (networks Q31)', () => {
  const norm = new AffineBatchNorm({ name: 'still', frozen: true, trainable: false, relu: true })
  const x = tf.tensor4d([-2, 4], [1, 1, 2, 1])
  expectClose(
    numbers(() => norm.apply(x, { training: true }) as tf.Tensor),
    [0, 4],
    4,
  )
  expect(norm.trainableWeights).toHaveLength(0)
  expect(norm.getWeights().map((weight) => weight.dataSync()[0])).toEqual([1, 0, 0, 1, 0])
})
