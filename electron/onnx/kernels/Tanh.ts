import { Tanh } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { float, map } from './values'

/** Hyperbolic tangent. */
export const tanh = defineKernel<Unary>(Tanh, ({ inputs, backend }) =>
  map('Tanh', float(backend.value(inputs.x))),
)
