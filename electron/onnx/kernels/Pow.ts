import { Pow } from '@tensorflow/tfjs'
import { defineKernel, type Binary } from './defineKernel'
import { alike, broadcast } from './values'

/** a to the power of b; float32 if either is, else int32. */
export const pow = defineKernel<Binary>(Pow, ({ inputs, backend }) =>
  broadcast('Pow', ...alike(backend.value(inputs.a), backend.value(inputs.b))),
)
