import { Cosh } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { float, map } from './values'

/** Hyperbolic cosine. */
export const cosh = defineKernel<Unary>(Cosh, ({ inputs, backend }) =>
  map('Cosh', float(backend.value(inputs.x))),
)
