import type { TensorInfo } from '@tensorflow/tfjs'
import { severalOutputs } from '../ir'
import { batchNormAttributes, type BatchNormAttributes } from './BatchNorm'
import { defineKernel, type Unary } from './defineKernel'
import { float } from './values'

interface BatchNormGradInputs extends Unary {
  readonly dy: TensorInfo
  /** What BatchNorm answered. */
  readonly y: TensorInfo
  readonly mean: TensorInfo
  readonly rate: TensorInfo
}

/** Our own kernel: gradients of BatchNorm with respect to its input and its shift. */
export const batchNormGrad = defineKernel<BatchNormGradInputs, BatchNormAttributes>(
  'BatchNormGrad',
  ({ inputs, attrs, backend }) => {
    const { dy, x, y, mean, rate } = inputs
    const operands = [x, y, mean, rate, dy].map((tensor) => float(backend.value(tensor)))
    const outputs = [x.shape, mean.shape].map(
      (shape) => ({ shape: shape.slice(), dtype: 'float32' }) as const,
    )
    return severalOutputs('@BatchNormGrad', operands, batchNormAttributes(attrs), outputs)
  },
)
