import { backend_util, GatherV2, util, type Tensor, type TensorInfo } from '@tensorflow/tfjs'
import { elements, op, reshaped, type Value } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { broadcast, cast, int32List, transposed } from './values'

interface GatherAttributes {
  readonly axis: number
  readonly batchDims: number
}

/** Layers of x along an axis, by index. Indices that are known are checked now: a lazy graph would notice late. */
export const gatherV2 = defineKernel<Unary & { readonly indices: TensorInfo }, GatherAttributes>(
  GatherV2,
  ({ inputs, attrs, backend }) => {
    const x = backend.value(inputs.x)
    const indices = cast(backend.value(inputs.indices), 'int32')
    const axis = util.parseAxisParam(attrs.axis, inputs.x.shape)[0] ?? 0
    const limit = x.shape[axis] ?? 0
    for (const index of (indices.tensor?.data ?? []) as Int32Array)
      util.assert(
        index >= 0 && index < limit,
        () => `GatherV2: the index value ${index} is not in [0, ${limit - 1}]`,
      )
    if (attrs.batchDims) return inBatches(x, indices, inputs, axis, attrs.batchDims)
    const shape = [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)]
    return op('Gather', [x, indices], { axis }, shape, x.dtype)
  },
)

/** Each batch has its own indices: all batches stand one after the other along the axis, and so do their indices. */
function inBatches(
  x: Value,
  indices: Value,
  inputs: Unary & { readonly indices: TensorInfo },
  axis: number,
  batchDims: number,
): Value {
  const { batchSize, outerSize, dimSize, sliceSize, outputShape } =
    backend_util.segment_util.collectGatherOpShapeInfo(
      inputs.x as Tensor,
      inputs.indices as Tensor,
      axis,
      batchDims,
    )
  const count = elements(indices.shape) / batchSize
  const apart = reshaped(x, [batchSize, outerSize, dimSize, sliceSize], true)
  const stacked = reshaped(transposed(apart, [0, 2, 1, 3]), [batchSize * dimSize, outerSize, sliceSize], true)
  const starts = Array.from({ length: batchSize }, (_, batch) => batch * dimSize)
  const places = broadcast(
    'Add',
    reshaped(indices, [batchSize, count], true),
    int32List(starts, [batchSize, 1]),
  )
  const found = op(
    'Gather',
    [stacked, places],
    { axis: 0 },
    [batchSize, count, outerSize, sliceSize],
    x.dtype,
  )
  return reshaped(transposed(found, [0, 2, 1, 3]), outputShape, true)
}
