import { Log } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { float, map } from './values'

/** Natural logarithm. */
export const log = defineKernel<Unary>(Log, ({ inputs, backend }) =>
  map('Log', float(backend.value(inputs.x))),
)
