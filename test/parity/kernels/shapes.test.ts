import * as tf from '@tensorflow/tfjs'
import { expect, test } from 'vitest'
import { fallbacksOfEngine } from '#electron/onnx/engine'
import { lowerings, noiseTensor, on, reference, relativeError } from '../onEngines'

const x = (): tf.Tensor => noiseTensor([2, 6, 4, 16], 1)
const y = (): tf.Tensor => noiseTensor([2, 6, 4, 16], 2)
const matrix = (rows: number, columns: number, seed: number): tf.Tensor2D =>
  noiseTensor([rows, columns], seed) as tf.Tensor2D

const calculations: Record<string, () => tf.Tensor | tf.Tensor[]> = {
  All: () => tf.all(tf.greater(x(), -0.9), [1, 2]),
  Any: () => tf.any(tf.greater(x(), 0.9), [1, 2]),
  ArgMax: () => tf.argMax(x(), 3),
  ArgMin: () => tf.argMin(x(), -1),
  AvgPool: () => tf.avgPool(x() as tf.Tensor4D, 2, 2, 'same'),
  BatchMatMul: () => [
    tf.matMul(matrix(3, 5, 1), matrix(5, 4, 2)),
    tf.matMul(matrix(5, 3, 1), matrix(4, 5, 2), true, true),
    tf.matMul(noiseTensor([2, 3, 5], 1), noiseTensor([2, 5, 4], 2)),
  ],
  BroadcastTo: () => tf.broadcastTo(noiseTensor([1, 1, 4]), [2, 3, 4]),
  Cast: () => [tf.cast(tf.mul(x(), 3.7), 'int32'), tf.cast(tf.greater(x(), 0), 'float32')],
  Concat: () => [tf.concat([x(), y()], 3), tf.concat([x(), y()], 0), tf.concat([x(), y(), x()], 1)],
  Cumsum: () => [tf.cumsum(x(), 1), tf.cumsum(x(), 2, true, true)],
  'DepthwiseConv2dNative and FusedConv2D': () => [
    tf.depthwiseConv2d(x() as tf.Tensor4D, noiseTensor([3, 3, 16, 1], 3) as tf.Tensor4D, 1, 'same'),
    tf.fused.conv2d({
      x: x() as tf.Tensor4D,
      filter: noiseTensor([3, 3, 16, 32], 3) as tf.Tensor4D,
      strides: 1,
      pad: 'same',
      bias: noiseTensor([32], 4),
      activation: 'relu',
    }),
  ],
  FusedDepthwiseConv2D: () =>
    tf.fused.depthwiseConv2d({
      x: x() as tf.Tensor4D,
      filter: noiseTensor([3, 3, 16, 2], 3) as tf.Tensor4D,
      strides: 1,
      pad: 'same',
      bias: noiseTensor([32], 4),
      activation: 'relu6',
    }),
  ExpandDims: () => tf.expandDims(x(), -1),
  Fill: () => [tf.fill([2, 3], 7), tf.ones([4]), tf.zeros([2, 2])],
  FusedBatchNorm: () => {
    const vector = (seed: number): tf.Tensor1D => noiseTensor([16], seed) as tf.Tensor1D
    return tf.batchNorm(x() as tf.Tensor4D, vector(1), tf.abs(vector(2)), vector(3), vector(4), 1e-3)
  },
  _FusedMatMul: () =>
    tf.fused.matMul({ a: matrix(3, 5, 1), b: matrix(5, 4, 2), bias: noiseTensor([4], 3), activation: 'elu' }),
  GatherV2: () => tf.gather(x(), tf.tensor1d([3, 0, 3], 'int32'), 1),
  'Identity, of a tensor that is then disposed of': () => tf.tidy(() => tf.square(x().clone())),
  LogSoftmax: () => tf.logSoftmax(x()),
  Max: () => [tf.max(x(), 3), tf.max(x())],
  MaxPool: () => [
    tf.maxPool(x() as tf.Tensor4D, 2, 2, 'valid'),
    tf.maxPool(x() as tf.Tensor4D, 3, 2, 'same'),
  ],
  'MaxPoolGrad, ties to the first': () => {
    const flat = tf.round(tf.mul(x(), 1.4)) as tf.Tensor4D
    return tf.grad((t) => tf.mul(tf.maxPool(t as tf.Tensor4D, 2, 2, 'valid'), noiseTensor([2, 3, 2, 16], 5)))(
      flat,
    )
  },
  Mean: () => [tf.mean(x(), [1, 2]), tf.mean(x(), [0, 1, 2]), tf.mean(x())],
  Min: () => tf.min(x(), [1, 2], true),
  OneHot: () => tf.oneHot(tf.tensor1d([0, 2, 1], 'int32'), 3),
  Pack: () => [tf.stack([x(), y()], 0), tf.stack([x(), y()], 4)],
  PadV2: () =>
    tf.pad(
      x(),
      [
        [0, 0],
        [1, 2],
        [3, 0],
        [0, 0],
      ],
      0.5,
    ),
  Prod: () => tf.prod(x(), 3),
  Reshape: () => tf.reshape(x(), [-1, 8]),
  ResizeNearestNeighbor: () => tf.image.resizeNearestNeighbor(x() as tf.Tensor4D, [12, 12]),
  Reverse: () => tf.reverse(x(), [1, 3]),
  Slice: () => [tf.slice(x(), [0, 1, 2, 3], [2, 2, -1, 5]), tf.slice(x(), 1)],
  Softmax: () => tf.softmax(x()),
  SplitV: () => [...tf.split(x(), [4, 12], 3), ...tf.split(x(), 2, 1)],
  Sum: () => [tf.sum(x(), [1, 2]), tf.sum(x(), [0, 1, 2]), tf.sum(x(), [0, 3], true), tf.sum(x())],
  Tile: () => tf.tile(x(), [1, 2, 1, 3]),
  Transpose: () => tf.transpose(x(), [0, 3, 1, 2]),
  Unpack: () => tf.unstack(x(), 2),
}

// sums of up to some hundred float32 numbers in another order
const tolerance = 1e-5

for (const [lowering, engine] of lowerings) {
  test.each(Object.entries(calculations))(
    `%s agrees with the reference, ${lowering}`,
    async (_, calculate) => {
      const expected = await on(reference, calculate)
      const found = await on(engine, calculate)
      expect(found.length).toBe(expected.length)
      found.forEach((data, index) => expect(relativeError(data, expected[index]!)).toBeLessThan(tolerance))
    },
  )

  test(`none of these kernels ran on the cpu backend, ${lowering}`, () => {
    expect([...fallbacksOfEngine().keys()]).toEqual([])
  })
}
