import { Cast } from '@tensorflow/tfjs'
import type { Dtype } from '../onnx'
import { defineKernel, type Unary } from './defineKernel'
import { cast as converted, filled, float } from './values'

/** The same numbers in another type: towards nought to int32, "not nought" to bool. */
export const cast = defineKernel<Unary, { readonly dtype: Dtype | 'complex64' | 'string' }>(
  Cast,
  ({ inputs, attrs, backend }) => {
    if (inputs.x.dtype === attrs.dtype) return backend.share(inputs.x)
    const x = backend.value(inputs.x)
    if (attrs.dtype !== 'complex64') return converted(x, attrs.dtype as Dtype)
    return backend.giveComplex(backend.give(float(x)), backend.give(filled(0, x.shape)))
  },
  ({ attrs }) => attrs.dtype !== 'string' || 'strings: ONNX computes with numbers',
)
