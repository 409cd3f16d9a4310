import { Acosh } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { float, map } from './values'

/** Inverse of the hyperbolic cosine. */
export const acosh = defineKernel<Unary>(Acosh, ({ inputs, backend }) =>
  map('Acosh', float(backend.value(inputs.x))),
)
