import { IsInf } from '@tensorflow/tfjs'
import { op } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { float } from './values'

/** Is x infinite? */
export const isInf = defineKernel<Unary>(IsInf, ({ inputs, backend }) =>
  op('IsInf', [float(backend.value(inputs.x))], {}, inputs.x.shape, 'bool'),
)
