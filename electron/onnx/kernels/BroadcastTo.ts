import { BroadcastTo } from '@tensorflow/tfjs'
import { int64List, op } from '../ir'
import { defineKernel, type Unary } from './defineKernel'

/** Axes of size one repeated until the tensor has a shape. */
export const broadcastTo = defineKernel<Unary, { readonly shape: readonly number[] }>(
  BroadcastTo,
  ({ inputs, attrs, backend }) => {
    const x = backend.value(inputs.x)
    return op('Expand', [x, int64List(attrs.shape)], {}, attrs.shape.slice(), x.dtype)
  },
)
