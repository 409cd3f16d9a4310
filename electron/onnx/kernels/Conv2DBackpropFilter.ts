import { Conv2DBackpropFilter, type TensorInfo } from '@tensorflow/tfjs'
import { op } from '../ir'
import { asChannelsLast, geometryOf, windowAttributes, type ConvolutionAttributes } from './convolution'
import { defineKernel, type Unary } from './defineKernel'
import { float } from './values'

interface Attributes extends ConvolutionAttributes {
  readonly filterShape: readonly number[]
}

/** Gradient of a convolution with respect to its filter. */
export const conv2DBackpropFilter = defineKernel<Unary & { readonly dy: TensorInfo }, Attributes>(
  Conv2DBackpropFilter,
  ({ inputs, attrs, backend }) => {
    const x = asChannelsLast(float(backend.value(inputs.x)), attrs)
    const dy = asChannelsLast(float(backend.value(inputs.dy)), attrs)
    const window = windowAttributes(geometryOf(x.shape, attrs.filterShape, attrs))
    return op('@ConvDW', [x, dy], window, attrs.filterShape.slice())
  },
)
