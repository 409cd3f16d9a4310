import { Elu } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { float, map } from './values'

/** x where x > 0, else e^x - 1. */
export const elu = defineKernel<Unary>(Elu, ({ inputs, backend }) =>
  map('Elu', float(backend.value(inputs.x))),
)
