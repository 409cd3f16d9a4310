import { ExpandDims, util, type TensorInfo } from '@tensorflow/tfjs'
import { defineSharing } from './defineKernel'

/** One more axis, of size one, before axis `dim`; the data is shared. */
export const expandDims = defineSharing<{ readonly input: TensorInfo }, { readonly dim: number }>(
  ExpandDims,
  ({ inputs, attrs, backend }) => {
    const rank = inputs.input.shape.length
    util.assert(
      attrs.dim >= -(rank + 1) && attrs.dim <= rank,
      () => `there is no place for axis ${attrs.dim}`,
    )
    const axis = attrs.dim < 0 ? rank + 1 + attrs.dim : attrs.dim
    return backend.share(inputs.input, inputs.input.shape.toSpliced(axis, 0, 1))
  },
)
