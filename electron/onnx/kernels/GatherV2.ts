import { GatherV2, util, type TensorInfo } from '@tensorflow/tfjs'
import { op } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { cast } from './values'

interface GatherAttributes {
  readonly axis: number
  readonly batchDims: number
}

/** Layers of x along an axis, by index. Indices that are known are checked now: a lazy graph would notice late. */
export const gatherV2 = defineKernel<Unary & { readonly indices: TensorInfo }, GatherAttributes>(
  GatherV2,
  ({ inputs, attrs, backend }) => {
    const x = backend.value(inputs.x)
    const indices = backend.value(inputs.indices)
    const axis = util.parseAxisParam(attrs.axis, inputs.x.shape)[0] ?? 0
    const limit = x.shape[axis] ?? 0
    for (const index of (indices.tensor?.data ?? []) as Int32Array)
      util.assert(index >= 0 && index < limit, () => `GatherV2: index ${index} is not in [0, ${limit - 1}]`)
    const shape = [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)]
    return op('Gather', [x, cast(indices, 'int32')], { axis }, shape, x.dtype)
  },
  ({ attrs }) => attrs.batchDims === 0,
)
