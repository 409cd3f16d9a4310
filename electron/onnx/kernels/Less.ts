import { Less } from '@tensorflow/tfjs'
import { defineKernel, type Binary } from './defineKernel'
import { alike, broadcast } from './values'

/** a < b, as bool. */
export const less = defineKernel<Binary>(Less, ({ inputs, backend }) =>
  broadcast('Less', ...alike(backend.value(inputs.a), backend.value(inputs.b)), 'bool'),
)
