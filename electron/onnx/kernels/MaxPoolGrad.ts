import { MaxPoolGrad, type TensorInfo } from '@tensorflow/tfjs'
import { op } from '../ir'
import { defineKernel } from './defineKernel'
import { poolingAttributes, poolingOf, type PoolingAttributes } from './pooling'
import { float } from './values'

interface MaxPoolGradInputs {
  readonly dy: TensorInfo
  readonly input: TensorInfo
  readonly output: TensorInfo
}

/** Gradient of max pooling over windows that neither overlap nor touch padding. */
export const maxPoolGrad = defineKernel<MaxPoolGradInputs, PoolingAttributes>(
  MaxPoolGrad,
  ({ inputs, attrs, backend }) => {
    const { shape } = inputs.input
    const operands = [inputs.dy, inputs.input, inputs.output].map((tensor) => float(backend.value(tensor)))
    return op('@MaxPoolGrad', operands, poolingAttributes(poolingOf(shape, attrs)), shape)
  },
  ({ inputs, attrs }) => {
    const { padInfo, filterHeight, filterWidth, ...geometry } = poolingOf(inputs.input.shape, attrs)
    const padded = [padInfo.top, padInfo.bottom, padInfo.left, padInfo.right].some((pad) => pad > 0)
    const apart = filterHeight === geometry.strideHeight && filterWidth === geometry.strideWidth
    const inside =
      geometry.outHeight * filterHeight <= geometry.inHeight &&
      geometry.outWidth * filterWidth <= geometry.inWidth
    return !padded && apart && inside
  },
)
