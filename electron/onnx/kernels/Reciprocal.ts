import { Reciprocal } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { float, map } from './values'

/** 1 / x. */
export const reciprocal = defineKernel<Unary>(Reciprocal, ({ inputs, backend }) =>
  map('Reciprocal', float(backend.value(inputs.x))),
)
