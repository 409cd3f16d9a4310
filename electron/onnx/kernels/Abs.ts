import { Abs } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { cast, map } from './values'

/** Absolute value. */
export const abs = defineKernel<Unary>(Abs, ({ inputs, backend }) => {
  const x = backend.value(inputs.x)
  return map('Abs', x.dtype === 'bool' ? cast(x, 'int32') : x)
})
