import { NotEqual } from '@tensorflow/tfjs'
import { defineKernel, type Binary } from './defineKernel'
import { alike, broadcast, map } from './values'

/** a ≠ b, as bool. */
export const notEqual = defineKernel<Binary>(NotEqual, ({ inputs, backend }) =>
  map('Not', broadcast('Equal', ...alike(backend.value(inputs.a), backend.value(inputs.b)), 'bool')),
)
