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

/**
 * Gradient of max pooling, to the first maximum of each window. How many windows there are is read from dy:
 * TensorFlow.js forgets a pooling's rounding on the way to its gradient.
 */
export const maxPoolGrad = defineKernel<MaxPoolGradInputs, PoolingAttributes>(
  MaxPoolGrad,
  ({ inputs, attrs, backend }) => {
    const { shape } = inputs.input
    const geometry = poolingOf(shape, attrs)
    const { padInfo, filterHeight, filterWidth, strideHeight, strideWidth, inHeight, inWidth } = geometry
    const [, rows = 1, columns = 1] = inputs.dy.shape
    const padded = [padInfo.top, padInfo.bottom, padInfo.left, padInfo.right].some((pad) => pad > 0)
    const apart = filterHeight === strideHeight && filterWidth === strideWidth
    const inside = rows * filterHeight <= inHeight && columns * filterWidth <= inWidth
    const simple = !padded && apart && inside
    const operands = [inputs.dy, inputs.input, inputs.output].map((tensor) => float(backend.value(tensor)))
    return op(simple ? '@MaxPoolGrad' : '@MaxPoolGradOverlap', operands, poolingAttributes(geometry), shape)
  },
)
