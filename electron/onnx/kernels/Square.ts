import { Square } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { broadcast } from './values'

/** x². */
export const square = defineKernel<Unary>(Square, ({ inputs, backend }) => {
  const x = backend.value(inputs.x)
  return broadcast('Mul', x, x)
})
