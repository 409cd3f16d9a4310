import { DepthwiseConv2dNative, type TensorInfo } from '@tensorflow/tfjs'
import { convolved, type ConvolutionAttributes } from './convolution'
import { defineKernel, type Unary } from './defineKernel'
import { float } from './values'

/** Every channel convolved on its own, `filter.shape[3]` times. */
export const depthwiseConv2dNative = defineKernel<
  Unary & { readonly filter: TensorInfo },
  ConvolutionAttributes
>(DepthwiseConv2dNative, ({ inputs, attrs, backend }) =>
  convolved(float(backend.value(inputs.x)), float(backend.value(inputs.filter)), attrs, true),
)
