import { FusedBatchNorm, type TensorInfo } from '@tensorflow/tfjs'
import { float32Scalar } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { broadcast, float, map } from './values'

interface BatchNormInputs extends Unary {
  readonly mean: TensorInfo
  readonly variance: TensorInfo
  readonly offset?: TensorInfo
  readonly scale?: TensorInfo
}

/** scale · (x - mean) / √(variance + ε) + offset, the moments given. */
export const fusedBatchNorm = defineKernel<BatchNormInputs, { readonly varianceEpsilon?: number }>(
  FusedBatchNorm,
  ({ inputs, attrs, backend }) => {
    const { x, mean, variance, offset, scale } = inputs
    const value = (tensor: TensorInfo) => float(backend.value(tensor))
    const spread = broadcast('Add', value(variance), float32Scalar(attrs.varianceEpsilon ?? 0.001))
    const rate = map('Reciprocal', map('Sqrt', spread))
    const factor = scale ? broadcast('Mul', rate, value(scale)) : rate
    const scaled = broadcast('Mul', broadcast('Sub', value(x), value(mean)), factor)
    return offset ? broadcast('Add', scaled, value(offset)) : scaled
  },
)
