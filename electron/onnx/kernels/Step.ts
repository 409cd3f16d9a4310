import { Step } from '@tensorflow/tfjs'
import { op } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { cast, choose, fixed, float, isNotNumber } from './values'

/**
 * 1 where x > 0, else alpha; NaN where x is no number. A traced step answers alpha there: this is a ReLU's gradient, and
 * the test would cost as much as the rest of it.
 */
export const step = defineKernel<Unary, { readonly alpha?: number }>(Step, ({ inputs, attrs, backend }) => {
  const x = float(backend.value(inputs.x))
  const result = op('@Step', [x], { alpha: { float: attrs.alpha ?? 0 } }, x.shape)
  if (inputs.x.dtype === 'int32') return cast(result, 'int32')
  return backend.tracing ? result : choose(isNotNumber(x), fixed(NaN, 'float32'), result, x.shape)
})
