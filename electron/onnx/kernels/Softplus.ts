import { Softplus } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { float, map } from './values'

/** log(1 + e^x). */
export const softplus = defineKernel<Unary>(Softplus, ({ inputs, backend }) =>
  map('Softplus', float(backend.value(inputs.x))),
)
