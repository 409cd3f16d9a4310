import { Sum } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { reduction, type ReductionAttributes } from './reduction'

/** Sum over axes. */
export const sum = defineKernel<Unary, ReductionAttributes>(Sum, ({ inputs, attrs, backend }) =>
  reduction('ReduceSum', inputs, attrs, backend),
)
