import { RealDiv } from '@tensorflow/tfjs'
import { defineKernel, type Binary } from './defineKernel'
import { broadcast, float } from './values'

/** a / b in float32. */
export const realDiv = defineKernel<Binary>(RealDiv, ({ inputs, backend }) =>
  broadcast('Div', float(backend.value(inputs.a)), float(backend.value(inputs.b))),
)
