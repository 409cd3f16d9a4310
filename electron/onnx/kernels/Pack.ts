import { Pack, util, type TensorInfo } from '@tensorflow/tfjs'
import { op, reshaped } from '../ir'
import { defineKernel } from './defineKernel'

/** Tensors of one shape stacked along a new axis. */
export const pack = defineKernel<readonly TensorInfo[], { readonly axis: number }>(
  Pack,
  ({ inputs, attrs, backend }) => {
    const { axis } = attrs
    const shape = inputs[0]?.shape ?? []
    for (const input of inputs) util.assertShapesMatch(shape, input.shape, 'tensors to be stacked: ')
    util.assert(
      inputs.every((input) => input.dtype === inputs[0]?.dtype),
      () => 'tensors to be stacked must be of one type',
    )
    const layer = shape.toSpliced(axis, 0, 1)
    const values = inputs.map((input) => reshaped(backend.value(input), layer, backend.tracing))
    const dtype = values[0]?.dtype ?? 'float32'
    return op('Concat', values, { axis }, shape.toSpliced(axis, 0, inputs.length), dtype)
  },
)
