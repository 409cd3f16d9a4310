import { Asin } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { float, map } from './values'

/** The angle in [-π/2, π/2] with sine x. */
export const asin = defineKernel<Unary>(Asin, ({ inputs, backend }) =>
  map('Asin', float(backend.value(inputs.x))),
)
