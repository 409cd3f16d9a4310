import { Round } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { cast, float, map } from './values'

/** The nearest whole number, halves to the even one. Whole numbers stay whole. */
export const round = defineKernel<Unary>(Round, ({ inputs, backend }) => {
  const x = backend.value(inputs.x)
  return cast(map('Round', float(x)), x.dtype === 'int32' ? 'int32' : 'float32')
})
