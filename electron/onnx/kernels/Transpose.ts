import { Transpose } from '@tensorflow/tfjs'
import { op } from '../ir'
import { defineKernel, type Unary } from './defineKernel'

/** The axes in another order. */
export const transpose = defineKernel<Unary, { readonly perm: readonly number[] }>(
  Transpose,
  ({ inputs, attrs, backend }) => {
    if (!inputs.x.shape.length) return backend.share(inputs.x)
    const x = backend.value(inputs.x)
    const shape = attrs.perm.map((axis) => x.shape[axis] ?? 1)
    return op('Transpose', [x], { perm: attrs.perm.slice() }, shape, x.dtype)
  },
)
