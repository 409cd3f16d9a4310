import { Sqrt } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { float, map } from './values'

/** Square root. */
export const sqrt = defineKernel<Unary>(Sqrt, ({ inputs, backend }) =>
  map('Sqrt', float(backend.value(inputs.x))),
)
