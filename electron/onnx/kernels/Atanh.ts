import { Atanh } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { float, map } from './values'

/** Inverse of the hyperbolic tangent. */
export const atanh = defineKernel<Unary>(Atanh, ({ inputs, backend }) =>
  map('Atanh', float(backend.value(inputs.x))),
)
