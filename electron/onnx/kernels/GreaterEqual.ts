import { GreaterEqual } from '@tensorflow/tfjs'
import { defineKernel, type Binary } from './defineKernel'
import { alike, broadcast } from './values'

/** a ≥ b, as bool. */
export const greaterEqual = defineKernel<Binary>(GreaterEqual, ({ inputs, backend }) =>
  broadcast('GreaterOrEqual', ...alike(backend.value(inputs.a), backend.value(inputs.b)), 'bool'),
)
