import { LogicalNot } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { cast, map } from './values'

/** not x. */
export const logicalNot = defineKernel<Unary>(LogicalNot, ({ inputs, backend }) =>
  map('Not', cast(backend.value(inputs.x), 'bool')),
)
