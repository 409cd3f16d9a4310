import { IsFinite } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { compare, float, map } from './values'

/** Is x a number and not infinite? */
export const isFinite = defineKernel<Unary>(IsFinite, ({ inputs, backend }) =>
  compare('Less', map('Abs', float(backend.value(inputs.x))), Infinity),
)
