import { DepthwiseConv2dNative, type TensorInfo } from '@tensorflow/tfjs'
import { op, reshaped } from '../ir'
import { channelsLast, geometryOf, windowAttributes, type ConvolutionAttributes } from './convolution'
import { defineKernel, type Unary } from './defineKernel'
import { float } from './values'

/** Every channel convolved on its own, `filter.shape[3]` times. */
export const depthwiseConv2dNative = defineKernel<
  Unary & { readonly filter: TensorInfo },
  ConvolutionAttributes
>(
  DepthwiseConv2dNative,
  ({ inputs, attrs, backend }) => {
    const geometry = geometryOf(inputs.x.shape, inputs.filter.shape, attrs, true)
    const [kh = 1, kw = 1, channels = 1, multiplier = 1] = inputs.filter.shape
    const filter = float(backend.value(inputs.filter))
    const grouped = reshaped(filter, [kh, kw, 1, channels * multiplier], backend.tracing)
    const operands = [float(backend.value(inputs.x)), grouped]
    return op('@Conv', operands, windowAttributes(geometry), geometry.outShape)
  },
  channelsLast,
)
