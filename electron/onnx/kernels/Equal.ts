import { Equal } from '@tensorflow/tfjs'
import { defineKernel, type Binary } from './defineKernel'
import { alike, broadcast } from './values'

/** a = b, as bool. */
export const equal = defineKernel<Binary>(Equal, ({ inputs, backend }) =>
  broadcast('Equal', ...alike(backend.value(inputs.a), backend.value(inputs.b)), 'bool'),
)
