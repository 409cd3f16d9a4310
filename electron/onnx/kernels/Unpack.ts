import { Unpack, type TensorInfo } from '@tensorflow/tfjs'
import { int64List, reshaped, severalOutputs } from '../ir'
import { defineKernel } from './defineKernel'

/** A tensor cut into its layers along an axis, which vanishes. */
export const unpack = defineKernel<{ readonly value: TensorInfo }, { readonly axis: number }>(
  Unpack,
  ({ inputs, attrs, backend }) => {
    const value = backend.value(inputs.value)
    const axis = attrs.axis < 0 ? attrs.axis + value.shape.length : attrs.axis
    const count = value.shape[axis] ?? 1
    const shape = value.shape.toSpliced(axis, 1)
    if (count === 1) return [reshaped(value, shape, backend.tracing)]
    const layers = Array.from({ length: count }, () => ({
      shape: value.shape.with(axis, 1),
      dtype: value.dtype,
    }))
    const ones = int64List(layers.map(() => 1))
    return severalOutputs('Split', [value, ones], { axis }, layers).map((layer) =>
      reshaped(layer, shape, true),
    )
  },
)
