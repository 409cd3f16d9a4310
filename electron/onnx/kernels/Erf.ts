import { Erf } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { float, map } from './values'

/** Error function. */
export const erf = defineKernel<Unary>(Erf, ({ inputs, backend }) =>
  map('Erf', float(backend.value(inputs.x))),
)
