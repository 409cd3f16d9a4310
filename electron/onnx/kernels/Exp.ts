import { Exp } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { float, map } from './values'

/** e to the power of x. */
export const exp = defineKernel<Unary>(Exp, ({ inputs, backend }) =>
  map('Exp', float(backend.value(inputs.x))),
)
