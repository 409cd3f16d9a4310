import type { TensorInfo } from '@tensorflow/tfjs'
import { severalOutputs } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { float } from './values'

export interface BatchNormAttributes {
  /** Added to the variance. */
  readonly epsilon: number
  readonly activation: 'linear' | 'elu'
}

export const batchNormAttributes = ({ epsilon, activation }: BatchNormAttributes) => ({
  epsilon: { float: epsilon },
  activation,
})

/**
 * Our own kernel: norm over images and pixels with a shift, beta [c], and the activation, as one. Answers the maps, and
 * the batch's mean and rate 1 / √(variance + ε), [c].
 */
export const batchNorm = defineKernel<Unary & { readonly beta: TensorInfo }, BatchNormAttributes>(
  'BatchNorm',
  ({ inputs, attrs, backend }) => {
    const x = float(backend.value(inputs.x))
    const perChannel = { shape: [x.shape.at(-1) ?? 1], dtype: 'float32' } as const
    const outputs = [{ shape: x.shape, dtype: 'float32' } as const, perChannel, perChannel]
    return severalOutputs(
      '@BatchNorm',
      [x, float(backend.value(inputs.beta))],
      batchNormAttributes(attrs),
      outputs,
    )
  },
)
