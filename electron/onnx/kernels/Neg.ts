import { Neg } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { cast, map } from './values'

/** -x. */
export const neg = defineKernel<Unary>(Neg, ({ inputs, backend }) => {
  const x = backend.value(inputs.x)
  return map('Neg', x.dtype === 'bool' ? cast(x, 'int32') : x)
})
