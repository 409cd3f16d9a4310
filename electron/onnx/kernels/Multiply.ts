import { Multiply } from '@tensorflow/tfjs'
import { defineKernel, type Binary } from './defineKernel'
import { alike, broadcast } from './values'

/** a · b; float32 if either is, else int32. */
export const multiply = defineKernel<Binary>(Multiply, ({ inputs, backend }) =>
  broadcast('Mul', ...alike(backend.value(inputs.a), backend.value(inputs.b))),
)
