import { ArgMax, util } from '@tensorflow/tfjs'
import { op } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { cast } from './values'

/** Index of the greatest along an axis, the first of equals; int32. */
export const argMax = defineKernel<Unary, { readonly axis: number }>(
  ArgMax,
  ({ inputs, attrs, backend }) => {
    const x = backend.value(inputs.x)
    const axis = util.parseAxisParam(attrs.axis, inputs.x.shape)[0] ?? 0
    const numbers = x.dtype === 'bool' ? cast(x, 'int32') : x
    const shape = x.shape.toSpliced(axis, 1)
    return cast(op('ArgMax', [numbers], { axis, keepdims: 0 }, shape, 'int64'), 'int32')
  },
  ({ inputs }) => inputs.x.shape.length > 0,
)
