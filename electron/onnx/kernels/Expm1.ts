import { Expm1 } from '@tensorflow/tfjs'
import { float32Scalar } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { broadcast, float, map } from './values'

/** e^x - 1. */
export const expm1 = defineKernel<Unary>(Expm1, ({ inputs, backend }) =>
  broadcast('Sub', map('Exp', float(backend.value(inputs.x))), float32Scalar(1)),
)
