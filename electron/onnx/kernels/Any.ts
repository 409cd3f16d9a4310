import { Any } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { reduction, type ReductionAttributes } from './reduction'
import { cast } from './values'

/** Is any true over axes? */
export const any = defineKernel<Unary, ReductionAttributes>(Any, ({ inputs, attrs, backend }) =>
  cast(
    reduction('ReduceMax', inputs, attrs, backend, (value) => cast(value, 'int32')),
    'bool',
  ),
)
