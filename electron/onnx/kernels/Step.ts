import { Step } from '@tensorflow/tfjs'
import { op } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { cast, float } from './values'

/** 1 where x > 0, else alpha. */
export const step = defineKernel<Unary, { readonly alpha?: number }>(Step, ({ inputs, attrs, backend }) => {
  const x = backend.value(inputs.x)
  const result = op('@Step', [float(x)], { alpha: { float: attrs.alpha ?? 0 } }, x.shape)
  return cast(result, x.dtype === 'int32' ? 'int32' : 'float32')
})
