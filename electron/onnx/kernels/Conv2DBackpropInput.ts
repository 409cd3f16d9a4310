import { Conv2DBackpropInput, type TensorInfo } from '@tensorflow/tfjs'
import { op } from '../ir'
import { channelsLast, geometryOf, windowAttributes, type ConvolutionAttributes } from './convolution'
import { defineKernel } from './defineKernel'
import { float } from './values'

interface BackpropInputs {
  readonly dy: TensorInfo
  readonly filter: TensorInfo
}
interface Attributes extends ConvolutionAttributes {
  readonly inputShape: readonly number[]
}

/** Gradient of a convolution with respect to its input. */
export const conv2DBackpropInput = defineKernel<BackpropInputs, Attributes>(
  Conv2DBackpropInput,
  ({ inputs, attrs, backend }) => {
    const window = windowAttributes(geometryOf(attrs.inputShape, inputs.filter.shape, attrs))
    const operands = [float(backend.value(inputs.dy)), float(backend.value(inputs.filter))]
    return op('@ConvDX', operands, window, attrs.inputShape.slice())
  },
  channelsLast,
)
