import { Asinh } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { float, map } from './values'

/** Inverse of the hyperbolic sine. */
export const asinh = defineKernel<Unary>(Asinh, ({ inputs, backend }) =>
  map('Asinh', float(backend.value(inputs.x))),
)
