import { Cos } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { float, map } from './values'

/** Cosine of an angle in radians. */
export const cos = defineKernel<Unary>(Cos, ({ inputs, backend }) =>
  map('Cos', float(backend.value(inputs.x))),
)
