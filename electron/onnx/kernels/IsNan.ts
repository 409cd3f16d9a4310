import { IsNan } from '@tensorflow/tfjs'
import { op } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { float } from './values'

/** Is x not a number? */
export const isNan = defineKernel<Unary>(IsNan, ({ inputs, backend }) =>
  op('IsNaN', [float(backend.value(inputs.x))], {}, inputs.x.shape, 'bool'),
)
