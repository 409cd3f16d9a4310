import { Sigmoid } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { float, map } from './values'

/** 1 / (1 + e^-x). */
export const sigmoid = defineKernel<Unary>(Sigmoid, ({ inputs, backend }) =>
  map('Sigmoid', float(backend.value(inputs.x))),
)
