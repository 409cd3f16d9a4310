import * as tf from '@tensorflow/tfjs'
import { expect, test } from 'vitest'
import { batchNorm } from '#models/layers/batchNormOp'
import { instanceNorm } from '#models/layers/instanceNormOp'
import { upsampleVolume } from '#models/layers/upsampleVolumeOp'
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
  { name: 'channels that fill blocks nearly', x: [2, 3, 5, 4, 26], filter: [3, 3, 3, 26, 20] },
  { name: 'one channel to half a block and more', x: [1, 3, 5, 4, 1], filter: [3, 3, 3, 1, 13] },
  { name: 'a head of four classes', x: [1, 3, 4, 5, 26], filter: [1, 1, 1, 26, 4] },
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

const forward: readonly (readonly [string, () => tf.Tensor])[] = [
  [
    'a convolution with dilation',
    () =>
      tf.conv3d(
        noiseTensor([1, 5, 7, 6, 16], 1) as tf.Tensor5D,
        noiseTensor([3, 3, 3, 16, 16], 2) as tf.Tensor5D,
        1,
        'same',
        'NDHWC',
        [2, 2, 2],
      ),
  ],
  [
    'a transposed convolution of a window like its stride',
    () =>
      tf.conv3dTranspose(
        noiseTensor([2, 2, 3, 3, 16], 1) as tf.Tensor5D,
        noiseTensor([2, 2, 2, 32, 16], 2) as tf.Tensor5D,
        [2, 4, 6, 6, 32],
        [2, 2, 2],
        'valid',
      ),
  ],
  [
    'a transposed convolution in plane',
    () =>
      tf.conv3dTranspose(
        noiseTensor([1, 3, 3, 3, 16], 1) as tf.Tensor5D,
        noiseTensor([1, 2, 2, 16, 16], 2) as tf.Tensor5D,
        [1, 3, 6, 6, 16],
        [1, 2, 2],
        'valid',
      ),
  ],
]

/** Volumes as a convolution leaves them: held slice by slice where the engine does. */
const convolved = (x: tf.Tensor): tf.Tensor5D => {
  const channels = x.shape.at(-1) ?? 1
  return tf.conv3d(x as tf.Tensor5D, noiseTensor([1, 1, 1, channels, 16], 9) as tf.Tensor5D, 1, 'same')
}

interface Pooling {
  readonly name: string
  readonly kernel: [number, number, number]
  readonly strides: [number, number, number]
  readonly pad: 'same' | 'valid'
}

const poolings: Pooling[] = [
  { name: 'cubes side by side', kernel: [2, 2, 2], strides: [2, 2, 2], pad: 'valid' },
  { name: 'squares in plane', kernel: [1, 2, 2], strides: [1, 2, 2], pad: 'valid' },
  { name: 'cubes that overlap and reach over the edge', kernel: [3, 3, 3], strides: [2, 2, 2], pad: 'same' },
]

const weighted = (y: tf.Tensor): tf.Scalar => tf.sum(tf.mul(y, noiseTensor(y.shape, 4)))

for (const [lowering, engine] of lowerings) {
  test.each(forward)(`volumes, ${lowering}: %s`, async (_, calculate) => {
    const [expected] = await on(reference, calculate)
    const [found] = await on(engine, calculate)
    expect(relativeError(found!, expected!)).toBeLessThan(tolerance)
  })

  test.each(poolings)(
    `max pooling of volumes and its gradient, ${lowering}: $name`,
    async ({ kernel, strides, pad }) => {
      const pool = (x: tf.Tensor): tf.Tensor => tf.maxPool3d(convolved(x), kernel, strides, pad)
      const calculate = (): tf.Tensor[] => {
        const x = noiseTensor([2, 4, 6, 6, 3], 1)
        return [pool(x), tf.grad((t) => weighted(pool(t)))(x)]
      }
      const expected = await on(reference, calculate)
      const found = await on(engine, calculate)
      found.forEach((data, index) => expect(relativeError(data, expected[index]!)).toBeLessThan(tolerance))
    },
  )

  test(`of equal voxels the last one gets the gradient of max pooling, ${lowering}`, async () => {
    const [gradient] = await on(engine, () =>
      tf.grad((x) => tf.sum(tf.maxPool3d(x as tf.Tensor5D, 2, 2, 'valid')))(tf.ones([1, 2, 2, 2, 1])),
    )
    expect([...gradient!]).toEqual([0, 0, 0, 0, 0, 0, 0, 1])
  })

  test(`average pooling of volumes, ${lowering}, and its gradient by finite differences at the edge`, async () => {
    const pool = (x: tf.Tensor): tf.Tensor => tf.avgPool3d(convolved(x), [3, 3, 3], [2, 2, 2], 'same')
    const x = (): tf.Tensor => noiseTensor([1, 4, 5, 5, 3], 1)
    const [expected] = await on(reference, () => pool(x()))
    const [found, gradient] = await on(engine, () => [pool(x()), tf.grad((t) => weighted(pool(t)))(x())])
    expect(relativeError(found!, expected!)).toBeLessThan(tolerance)
    // the pooling is linear: one step of any length is exact; the cpu backend's own gradient counts the padding
    const step = (place: number): tf.Tensor =>
      tf.oneHot(tf.scalar(place, 'int32'), 300).reshape([1, 4, 5, 5, 3])
    const differences = await on(reference, () =>
      [0, 1, 77, 299].map((place) => tf.sub(weighted(pool(tf.add(x(), step(place)))), weighted(pool(x())))),
    )
    const places = [0, 1, 77, 299].map((place) => gradient![place]!)
    differences.forEach(([difference], index) => expect(places[index]).toBeCloseTo(difference!, 3))
  })

  test.each([
    [2, 2],
    [2, 1],
  ] as const)(
    `nearest upsampling of volumes and its gradient, ${lowering}: in plane by %i, in depth by %i`,
    async (inPlane, inDepth) => {
      const calculate = (): tf.Tensor[] => {
        const up = (x: tf.Tensor): tf.Tensor => upsampleVolume(convolved(x), [inDepth, inPlane, inPlane])
        const x = noiseTensor([2, 3, 3, 4, 3], 1)
        return [up(x), tf.grad((t) => weighted(up(t)))(x), upsampleVolume(x as tf.Tensor5D, [2, 2, 2])]
      }
      const expected = await on(reference, calculate)
      const found = await on(engine, calculate)
      found.forEach((data, index) => expect(relativeError(data, expected[index]!)).toBeLessThan(tolerance))
    },
  )

  test.each([
    ['two volumes', [2, 3, 3, 4, 16], 2],
    ['a single slice', [1, 1, 4, 4, 32], 2],
    ['depth as it is', [1, 3, 4, 3, 16], 1],
    ['nineteen volumes', [19, 1, 2, 2, 16], 2],
  ] as const)(
    `a convolution of an upsampled volume and its gradients, ${lowering}: %s`,
    async (_, shape, inDepth) => {
      const channels = shape[4]
      const calculate = (): tf.Tensor[] => {
        const conv = (x: tf.Tensor, filter: tf.Tensor): tf.Tensor =>
          tf.conv3d(upsampleVolume(x as tf.Tensor5D, [inDepth, 2, 2]), filter as tf.Tensor5D, 1, 'same')
        const operands = [noiseTensor(shape.slice(), 1), noiseTensor([3, 3, 3, channels, 16], 2)]
        return [
          conv(operands[0]!, operands[1]!),
          ...tf.grads((x, filter) => sumOfSquares(conv(x!, filter!)))(operands),
        ]
      }
      const expected = await on(reference, calculate)
      const found = await on(engine, calculate)
      found.forEach((data, index) => expect(relativeError(data, expected[index]!)).toBeLessThan(tolerance))
    },
  )

  test.each([16, 26])(`norms of volumes and their gradients, ${lowering}: %i channels`, async (channels) => {
    const options = { epsilon: 1e-3, on: 'deviation', alpha: 0.3 } as const
    const filter = (): tf.Tensor5D => noiseTensor([1, 1, 1, 3, channels], 9) as tf.Tensor5D
    const maps = (x: tf.Tensor): tf.Tensor => tf.add(tf.conv3d(x as tf.Tensor5D, filter(), 1, 'same'), 0.2)
    const ofMaps = (x: tf.Tensor): tf.Tensor => instanceNorm(maps(x), options)
    const ofBatch = (x: tf.Tensor): tf.Tensor => {
      const beta = noiseTensor([channels], 5) as tf.Tensor1D
      return batchNorm(maps(x), beta, { epsilon: 1e-3, activation: 'linear' }).y
    }
    const calculate = (): tf.Tensor[] => {
      const x = noiseTensor([2, 3, 5, 4, 3], 1)
      return [ofMaps, ofBatch].flatMap((norm) => [norm(x), tf.grad((t) => weighted(norm(t)))(x)])
    }
    const expected = await on(reference, calculate)
    const found = await on(engine, calculate)
    // the variance is E[x²] - E[x]² in the blocked form, two-pass elsewhere
    found.forEach((data, index) => expect(relativeError(data, expected[index]!)).toBeLessThan(1e-4))
  })
}
