import { LessEqual } from '@tensorflow/tfjs'
import { defineKernel, type Binary } from './defineKernel'
import { alike, broadcast } from './values'

/** a ≤ b, as bool. */
export const lessEqual = defineKernel<Binary>(LessEqual, ({ inputs, backend }) =>
  broadcast('LessOrEqual', ...alike(backend.value(inputs.a), backend.value(inputs.b)), 'bool'),
)
