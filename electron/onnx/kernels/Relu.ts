import { Relu } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { cast, float, map } from './values'

/** x where x > 0, else 0. Whole numbers stay whole. */
export const relu = defineKernel<Unary>(Relu, ({ inputs, backend }) => {
  const x = backend.value(inputs.x)
  return cast(map('Relu', float(x)), x.dtype === 'int32' ? 'int32' : 'float32')
})
