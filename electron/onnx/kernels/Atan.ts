import { Atan } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { float, map } from './values'

/** The angle in (-π/2, π/2) with tangent x. */
export const atan = defineKernel<Unary>(Atan, ({ inputs, backend }) =>
  map('Atan', float(backend.value(inputs.x))),
)
