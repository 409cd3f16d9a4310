import { Conv2DBackpropInput, type TensorInfo } from '@tensorflow/tfjs'
import { op } from '../ir'
import {
  asChannelsLast,
  geometryOf,
  inOrderOf,
  shapeChannelsLast,
  windowAttributes,
  type ConvolutionAttributes,
} from './convolution'
import { defineKernel } from './defineKernel'
import { float } from './values'

interface BackpropInputs {
  readonly dy: TensorInfo
  readonly filter: TensorInfo
}
interface Attributes extends ConvolutionAttributes {
  readonly inputShape: readonly number[]
}

/** Gradient of a convolution with respect to its input; read forwards, a transposed convolution. */
export const conv2DBackpropInput = defineKernel<BackpropInputs, Attributes>(
  Conv2DBackpropInput,
  ({ inputs, attrs, backend }) => {
    const shape = shapeChannelsLast(attrs.inputShape, attrs)
    const window = windowAttributes(geometryOf(shape, inputs.filter.shape, attrs))
    const dy = asChannelsLast(float(backend.value(inputs.dy)), attrs)
    return inOrderOf(op('@ConvDX', [dy, float(backend.value(inputs.filter))], window, shape), attrs)
  },
  ({ inputs, attrs }) => {
    const shape = shapeChannelsLast(attrs.inputShape, attrs)
    const { outHeight, outWidth } = geometryOf(shape, inputs.filter.shape, attrs)
    const [, height, width] = shapeChannelsLast(inputs.dy.shape, attrs)
    const fits = height === outHeight && width === outWidth
    return fits || 'a gradient of another size than the convolution gives: TensorFlow.js reads past its rows'
  },
)
