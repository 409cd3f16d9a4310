import type { TensorInfo } from '@tensorflow/tfjs'
import { op } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { instanceNormAttributes, type InstanceNormAttributes } from './InstanceNorm'
import { float } from './values'

interface InstanceNormGradInputs extends Unary {
  readonly dy: TensorInfo
  readonly mean: TensorInfo
  readonly rate: TensorInfo
}

/** Our own kernel: gradient of InstanceNorm with respect to its input. */
export const instanceNormGrad = defineKernel<InstanceNormGradInputs, InstanceNormAttributes>(
  'InstanceNormGrad',
  ({ inputs, attrs, backend }) => {
    const { dy, x, mean, rate } = inputs
    const operands = [dy, x, mean, rate].map((tensor) => float(backend.value(tensor)))
    return op('@InstanceNormGrad', operands, instanceNormAttributes(attrs), x.shape)
  },
)
