import { BitwiseAnd } from '@tensorflow/tfjs'
import { defineKernel, type Binary } from './defineKernel'
import { broadcast } from './values'

/** The bits that both have. */
export const bitwiseAnd = defineKernel<Binary>(BitwiseAnd, ({ inputs, backend }) =>
  broadcast('BitwiseAnd', backend.value(inputs.a), backend.value(inputs.b)),
)
