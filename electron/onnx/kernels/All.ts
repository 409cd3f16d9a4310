import { All } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { reduction, type ReductionAttributes } from './reduction'
import { cast } from './values'

/** Are all true over axes? */
export const all = defineKernel<Unary, ReductionAttributes>(All, ({ inputs, attrs, backend }) =>
  cast(
    reduction('ReduceMin', inputs, attrs, backend, (value) => cast(value, 'int32')),
    'bool',
  ),
)
