import { Sin } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { float, map } from './values'

/** Sine of an angle in radians. */
export const sin = defineKernel<Unary>(Sin, ({ inputs, backend }) =>
  map('Sin', float(backend.value(inputs.x))),
)
