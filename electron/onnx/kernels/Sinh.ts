import { Sinh } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { float, map } from './values'

/** Hyperbolic sine. */
export const sinh = defineKernel<Unary>(Sinh, ({ inputs, backend }) =>
  map('Sinh', float(backend.value(inputs.x))),
)
