import { Minimum } from '@tensorflow/tfjs'
import { defineKernel, type Binary } from './defineKernel'
import { alike, broadcast } from './values'

/** The lesser of a and b; float32 if either is, else int32. */
export const minimum = defineKernel<Binary>(Minimum, ({ inputs, backend }) =>
  broadcast('Min', ...alike(backend.value(inputs.a), backend.value(inputs.b))),
)
