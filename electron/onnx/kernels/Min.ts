import { Min } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { reduction, type ReductionAttributes } from './reduction'

/** Least over axes. */
export const min = defineKernel<Unary, ReductionAttributes>(Min, ({ inputs, attrs, backend }) =>
  reduction('ReduceMin', inputs, attrs, backend),
)
