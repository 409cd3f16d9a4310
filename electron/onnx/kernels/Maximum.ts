import { Maximum } from '@tensorflow/tfjs'
import { defineKernel, type Binary } from './defineKernel'
import { alike, broadcast } from './values'

/** The greater of a and b; float32 if either is, else int32. */
export const maximum = defineKernel<Binary>(Maximum, ({ inputs, backend }) =>
  broadcast('Max', ...alike(backend.value(inputs.a), backend.value(inputs.b))),
)
