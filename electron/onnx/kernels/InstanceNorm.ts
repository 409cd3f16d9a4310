import { severalOutputs } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { float } from './values'

export interface InstanceNormAttributes {
  readonly epsilon: number
  /** What epsilon is added to. */
  readonly on: 'variance' | 'deviation'
  /** Slope of the leaky ReLU after the norm; 1 = none. */
  readonly alpha: number
}

export const instanceNormAttributes = (attrs: InstanceNormAttributes) => ({
  epsilon: { float: attrs.epsilon },
  on: attrs.on,
  alpha: { float: attrs.alpha },
})

/**
 * Our own kernel: norm of each map of each image and a leaky ReLU, as one. Answers the maps, and for the gradient their
 * means and rates, [n, c].
 */
export const instanceNorm = defineKernel<Unary, InstanceNormAttributes>(
  'InstanceNorm',
  ({ inputs, attrs, backend }) => {
    const x = float(backend.value(inputs.x))
    const perMap = { shape: [x.shape[0] ?? 1, x.shape.at(-1) ?? 1], dtype: 'float32' } as const
    const outputs = [{ shape: x.shape, dtype: 'float32' } as const, perMap, perMap]
    return severalOutputs('@InstanceNorm', [x], instanceNormAttributes(attrs), outputs)
  },
)
