import { Greater } from '@tensorflow/tfjs'
import { defineKernel, type Binary } from './defineKernel'
import { alike, broadcast } from './values'

/** a > b, as bool. */
export const greater = defineKernel<Binary>(Greater, ({ inputs, backend }) =>
  broadcast('Greater', ...alike(backend.value(inputs.a), backend.value(inputs.b)), 'bool'),
)
