import { Ceil } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { cast, float, map } from './values'

/** The next whole number upwards. Whole numbers stay whole. */
export const ceil = defineKernel<Unary>(Ceil, ({ inputs, backend }) => {
  const x = backend.value(inputs.x)
  return cast(map('Ceil', float(x)), x.dtype === 'int32' ? 'int32' : 'float32')
})
