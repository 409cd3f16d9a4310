import { DepthwiseConv2dNativeBackpropInput, type TensorInfo } from '@tensorflow/tfjs'
import { op, reshaped } from '../ir'
import { geometryOf, groupsTurned, windowAttributes, type ConvolutionAttributes } from './convolution'
import { defineKernel } from './defineKernel'
import { float } from './values'

interface BackpropInputs {
  readonly dy: TensorInfo
  readonly filter: TensorInfo
}
interface Attributes extends ConvolutionAttributes {
  readonly inputShape: readonly number[]
}

/** Gradient of a depthwise convolution with respect to its input. */
export const depthwiseConv2dNativeBackpropInput = defineKernel<BackpropInputs, Attributes>(
  DepthwiseConv2dNativeBackpropInput,
  ({ inputs, attrs, backend }) => {
    const { shape } = inputs.filter
    const [kh = 1, kw = 1, channels = 1, multiplier = 1] = shape
    const window = windowAttributes(geometryOf(attrs.inputShape, shape, attrs, true))
    const filter = reshaped(float(backend.value(inputs.filter)), [kh, kw, 1, channels * multiplier], true)
    return op('@ConvDX', [float(backend.value(inputs.dy)), filter], window, attrs.inputShape.slice())
  },
  groupsTurned,
)
