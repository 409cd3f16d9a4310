import { Max } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { extreme, type ReductionAttributes } from './reduction'

/** Greatest over axes; NaN where one of the numbers is none. */
export const max = defineKernel<Unary, ReductionAttributes>(Max, ({ inputs, attrs, backend }) =>
  extreme('ReduceMax', inputs, attrs, backend),
)
