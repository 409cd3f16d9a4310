import { Acos } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { float, map } from './values'

/** The angle in [0, π] with cosine x. */
export const acos = defineKernel<Unary>(Acos, ({ inputs, backend }) =>
  map('Acos', float(backend.value(inputs.x))),
)
