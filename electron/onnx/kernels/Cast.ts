import { Cast } from '@tensorflow/tfjs'
import type { Dtype } from '../onnx'
import { defineKernel, type Unary } from './defineKernel'
import { cast as converted } from './values'

/** The same numbers in another type: towards nought to int32, "not nought" to bool. */
export const cast = defineKernel<Unary, { readonly dtype: Dtype | 'complex64' | 'string' }>(
  Cast,
  ({ inputs, attrs, backend }) =>
    inputs.x.dtype === attrs.dtype
      ? backend.share(inputs.x)
      : converted(backend.value(inputs.x), attrs.dtype as Dtype),
  ({ attrs }) => attrs.dtype !== 'complex64' && attrs.dtype !== 'string',
)
