import { LRNGrad, type TensorInfo } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { overNeighbours, spreadOf, toPower, type NeighbourAttributes } from './neighbours'
import { broadcast, fixed, float } from './values'

interface LRNGradInputs extends Unary {
  readonly y: TensorInfo
  readonly dy: TensorInfo
}

/** dx = dy · s^-β - 2αβ · x · Σ (dy · y / s), with s = bias + α · Σ x²; the sums over neighbouring channels. */
export const lrnGrad = defineKernel<LRNGradInputs, NeighbourAttributes>(
  LRNGrad,
  ({ inputs, attrs, backend }) => {
    const [x, y, dy] = [inputs.x, inputs.y, inputs.dy].map((tensor) => float(backend.value(tensor)))
    if (!x || !y || !dy) throw new Error('LRNGrad takes three tensors')
    const spread = spreadOf(x, attrs)
    const direct = broadcast('Mul', dy, toPower(spread, -attrs.beta))
    const through = overNeighbours(broadcast('Div', broadcast('Mul', dy, y), spread), attrs.depthRadius)
    const factor = fixed(2 * attrs.alpha * attrs.beta, 'float32')
    return broadcast('Sub', direct, broadcast('Mul', broadcast('Mul', x, factor), through))
  },
)
