import { Max } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { reduction, type ReductionAttributes } from './reduction'

/** Greatest over axes. */
export const max = defineKernel<Unary, ReductionAttributes>(Max, ({ inputs, attrs, backend }) =>
  reduction('ReduceMax', inputs, attrs, backend),
)
