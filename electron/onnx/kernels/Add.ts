import { Add } from '@tensorflow/tfjs'
import { defineKernel, type Binary } from './defineKernel'
import { alike, broadcast } from './values'

/** a + b; float32 if either is, else int32. */
export const add = defineKernel<Binary>(Add, ({ inputs, backend }) =>
  broadcast('Add', ...alike(backend.value(inputs.a), backend.value(inputs.b))),
)
