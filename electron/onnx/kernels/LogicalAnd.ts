import { LogicalAnd } from '@tensorflow/tfjs'
import { defineKernel, type Binary } from './defineKernel'
import { broadcast, cast } from './values'

/** a and b, of bools. */
export const logicalAnd = defineKernel<Binary>(LogicalAnd, ({ inputs, backend }) =>
  broadcast('And', cast(backend.value(inputs.a), 'bool'), cast(backend.value(inputs.b), 'bool')),
)
