import { Log1p } from '@tensorflow/tfjs'
import { float32Scalar } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { broadcast, float, map } from './values'

/** log(1 + x). */
export const log1p = defineKernel<Unary>(Log1p, ({ inputs, backend }) =>
  map('Log', broadcast('Add', float(backend.value(inputs.x)), float32Scalar(1))),
)
