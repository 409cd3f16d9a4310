import { Rsqrt } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { float, map } from './values'

/** 1 / √x. */
export const rsqrt = defineKernel<Unary>(Rsqrt, ({ inputs, backend }) =>
  map('Reciprocal', map('Sqrt', float(backend.value(inputs.x)))),
)
