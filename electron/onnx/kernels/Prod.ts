import { Prod } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { reduction, type ReductionAttributes } from './reduction'

/** Product over axes. */
export const prod = defineKernel<Unary, ReductionAttributes>(Prod, ({ inputs, attrs, backend }) =>
  reduction('ReduceProd', inputs, attrs, backend),
)
