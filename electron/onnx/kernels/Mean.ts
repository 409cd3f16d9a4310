import { Mean } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { reduction, type ReductionAttributes } from './reduction'
import { float } from './values'

/** Mean over axes, in float32. */
export const mean = defineKernel<Unary, ReductionAttributes>(Mean, ({ inputs, attrs, backend }) =>
  reduction('ReduceMean', inputs, attrs, backend, float),
)
