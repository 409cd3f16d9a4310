import * as tf from '@tensorflow/tfjs'
import { expect, test } from 'vitest'
import { fallbacksOfEngine } from '#electron/onnx/engine'
import { lowerings, noiseTensor, on, reference, relativeError } from '../onEngines'

const x = (): tf.Tensor => noiseTensor([2, 6, 4, 16], 1)
const matrix = (rows: number, columns: number, seed = 1): tf.Tensor2D =>
  noiseTensor([rows, columns], seed) as tf.Tensor2D
const whole = (numbers: readonly number[], shape: number[] = [numbers.length]): tf.Tensor =>
  tf.tensor(numbers.slice(), shape, 'int32')

const calculations: Record<string, () => tf.Tensor | tf.Tensor[]> = {
  'BatchToSpaceND and SpaceToBatchND': () => {
    const apart = tf.spaceToBatchND(
      x(),
      [2, 3],
      [
        [0, 2],
        [1, 1],
      ],
    )
    return [
      apart,
      tf.batchToSpaceND(
        apart,
        [2, 3],
        [
          [0, 2],
          [1, 1],
        ],
      ),
    ]
  },
  BitwiseAnd: () => tf.bitwiseAnd(whole([12, 10, 7]), whole([10, 6, 5])),
  'Complex, Real, Imag and ComplexAbs': () => {
    const z = tf.complex(matrix(2, 3, 1), matrix(2, 3, 2))
    return [tf.real(z), tf.imag(z), tf.abs(z)]
  },
  CropAndResize: () =>
    tf.image.cropAndResize(
      x() as tf.Tensor4D,
      tf.tensor2d([0, 0, 1, 1, 0.2, 0.1, 0.7, 1.3, 0.9, 0.8, 0.1, 0.2], [3, 4]),
      tf.tensor1d([0, 1, 1], 'int32'),
      [4, 5],
      'bilinear',
      0.5,
    ),
  Cumprod: () => [
    tf.cumprod(x(), 1),
    tf.cumprod(x(), 2, true),
    tf.cumprod(x(), 3, false, true),
    tf.cumprod(x(), 3, true, true),
  ],
  DepthToSpace: () => tf.depthToSpace(x() as tf.Tensor4D, 2),
  Diag: () => tf.diag(noiseTensor([5])),
  Dilation2D: () => [
    tf.dilation2d(x() as tf.Tensor4D, noiseTensor([3, 2, 16], 3) as tf.Tensor3D, 1, 'same'),
    tf.dilation2d(x() as tf.Tensor4D, noiseTensor([2, 2, 16], 3) as tf.Tensor3D, [2, 1], 'valid', [2, 1]),
  ],
  Einsum: () => [
    tf.einsum('ij,jk->ik', matrix(3, 4), matrix(4, 2)),
    tf.einsum('bwc,cd->bdw', noiseTensor([2, 5, 16]), matrix(16, 3)),
    tf.einsum('ij->ji', matrix(3, 4)),
  ],
  FlipLeftRight: () => tf.image.flipLeftRight(x() as tf.Tensor4D),
  'GatherV2 in batches': () =>
    tf.gather(noiseTensor([2, 3, 5, 4], 1), whole([4, 0, 2, 2, 1, 3], [2, 3]), 2, 1),
  'GatherV2, its gradient': () => tf.grad((t) => tf.square(tf.gather(t, whole([1, 1, 4]), 1)))(x()),
  GatherNd: () => tf.gatherND(x(), whole([0, 1, 2, 1, 5, 3], [2, 3])),
  LinSpace: () => tf.linspace(-1, 2, 7),
  LRN: () => tf.localResponseNormalization(x() as tf.Tensor4D, 2, 1, 0.2, 0.75),
  LRNGrad: () =>
    tf.grad((t) =>
      tf.mul(tf.localResponseNormalization(t as tf.Tensor4D, 2, 1, 0.2, 0.75), noiseTensor([2, 6, 4, 16], 3)),
    )(x()),
  MaxPoolWithArgmax: () => {
    const { result, indexes } = tf.maxPoolWithArgmax(x() as tf.Tensor4D, 3, 2, 'same', true)
    return [result!, indexes!]
  },
  MirrorPad: () => {
    const around: [number, number][] = [
      [0, 0],
      [2, 3],
      [1, 0],
      [0, 0],
    ]
    return [tf.mirrorPad(x(), around, 'reflect'), tf.mirrorPad(x(), around, 'symmetric')]
  },
  Range: () => [tf.range(0, 9, 2), tf.range(5, 0), tf.range(0, 4, 1, 'int32')],
  ScatterNd: () => [
    tf.scatterND(whole([4, 1, 4], [3, 1]), matrix(3, 2), [6, 2]),
    tf.scatterND(whole([0, 1, 1, 2, 0, 1], [3, 2]), noiseTensor([3, 4]), [2, 3, 4]),
  ],
  SearchSorted: () => {
    const row = tf.tensor2d([0, 1, 1, 3, 0, 2, 4, 8], [2, 4])
    const values = tf.tensor2d([1, 2, -1, 4, 9, 2], [2, 3])
    return [tf.lowerBound(row, values), tf.upperBound(row, values)]
  },
  SparseToDense: () => tf.sparseToDense(whole([0, 3, 5]), noiseTensor([3]) as tf.Tensor1D, [7], 0.5),
  StridedSlice: () => [
    tf.stridedSlice(x(), [0, 1, 0], [2, 6, 4], [1, 2, 3]),
    tf.stridedSlice(x(), [1, 5], [0, 0], [-1, -2], 0, 3),
    tf.stridedSlice(x(), [0, 2], [2, 3], [1, 1], 0, 0, 0, 0, 2),
  ],
  TensorScatterUpdate: () => tf.tensorScatterUpdate(matrix(5, 3, 1), whole([4, 0], [2, 1]), matrix(2, 3, 2)),
  TopK: () => {
    const { values, indices } = tf.topk(tf.round(tf.mul(x(), 4)), 5)
    return [values!, indices!]
  },
  UnsortedSegmentSum: () =>
    tf.unsortedSegmentSum(x().reshape([6, 8, 16]), whole([2, 0, 2, -1, 1, 7]) as tf.Tensor1D, 4),
}

// sums and products of up to some dozen float32 numbers in another order
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

test('numbers that are none stay visible to whoever calls eagerly', async () => {
  const [greatest, least, place, slope] = await on(lowerings[0]![1], () => {
    const t = tf.tensor1d([1, NaN, 3])
    return [tf.max(t), tf.min(t), tf.argMax(t), tf.step(t, 0.5)]
  })
  expect([greatest![0], least![0], place![0]]).toEqual([NaN, NaN, 2])
  expect([...slope!]).toEqual([1, NaN, 1])
})
