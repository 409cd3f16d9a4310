import { LogicalOr } from '@tensorflow/tfjs'
import { defineKernel, type Binary } from './defineKernel'
import { broadcast, cast } from './values'

/** a or b, of bools. */
export const logicalOr = defineKernel<Binary>(LogicalOr, ({ inputs, backend }) =>
  broadcast('Or', cast(backend.value(inputs.a), 'bool'), cast(backend.value(inputs.b), 'bool')),
)
