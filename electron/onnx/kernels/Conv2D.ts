import { Conv2D, type TensorInfo } from '@tensorflow/tfjs'
import { op } from '../ir'
import { channelsLast, geometryOf, windowAttributes, type ConvolutionAttributes } from './convolution'
import { defineKernel, type Unary } from './defineKernel'
import { float } from './values'

/** 2-D cross-correlation of [n, h, w, c] with [kh, kw, in, out]. */
export const conv2D = defineKernel<Unary & { readonly filter: TensorInfo }, ConvolutionAttributes>(
  Conv2D,
  ({ inputs, attrs, backend }) => {
    const geometry = geometryOf(inputs.x.shape, inputs.filter.shape, attrs)
    const operands = [float(backend.value(inputs.x)), float(backend.value(inputs.filter))]
    return op('@Conv', operands, windowAttributes(geometry), geometry.outShape)
  },
  channelsLast,
)
