import { LRN } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { spreadOf, toPower, type NeighbourAttributes } from './neighbours'
import { broadcast, float } from './values'

/** x / (bias + α · Σ x²)^β, the sum over the channels at most `depthRadius` away. */
export const lrn = defineKernel<Unary, NeighbourAttributes>(LRN, ({ inputs, attrs, backend }) => {
  const x = float(backend.value(inputs.x))
  return broadcast('Mul', x, toPower(spreadOf(x, attrs), -attrs.beta))
})
