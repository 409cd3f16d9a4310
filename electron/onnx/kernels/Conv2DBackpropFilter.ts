import { Conv2DBackpropFilter, type TensorInfo } from '@tensorflow/tfjs'
import { op } from '../ir'
import { channelsLast, geometryOf, windowAttributes, type ConvolutionAttributes } from './convolution'
import { defineKernel, type Unary } from './defineKernel'
import { float } from './values'

interface Attributes extends ConvolutionAttributes {
  readonly filterShape: readonly number[]
}

/** Gradient of a convolution with respect to its filter. */
export const conv2DBackpropFilter = defineKernel<Unary & { readonly dy: TensorInfo }, Attributes>(
  Conv2DBackpropFilter,
  ({ inputs, attrs, backend }) => {
    const window = windowAttributes(geometryOf(inputs.x.shape, attrs.filterShape, attrs))
    const operands = [float(backend.value(inputs.x)), float(backend.value(inputs.dy))]
    return op('@ConvDW', operands, window, attrs.filterShape.slice())
  },
  channelsLast,
)
