import { Selu } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { float, map } from './values'

/** The scaled exponential linear unit. */
export const selu = defineKernel<Unary>(Selu, ({ inputs, backend }) =>
  map('Selu', float(backend.value(inputs.x))),
)
