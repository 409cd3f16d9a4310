import { Min } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { extreme, type ReductionAttributes } from './reduction'

/** Least over axes; NaN where one of the numbers is none. */
export const min = defineKernel<Unary, ReductionAttributes>(Min, ({ inputs, attrs, backend }) =>
  extreme('ReduceMin', inputs, attrs, backend),
)
