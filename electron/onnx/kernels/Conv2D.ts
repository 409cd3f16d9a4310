import { Conv2D, type TensorInfo } from '@tensorflow/tfjs'
import { convolved, type ConvolutionAttributes } from './convolution'
import { defineKernel, type Unary } from './defineKernel'
import { float } from './values'

/** 2-D cross-correlation of [n, h, w, c] with [kh, kw, in, out]. */
export const conv2D = defineKernel<Unary & { readonly filter: TensorInfo }, ConvolutionAttributes>(
  Conv2D,
  ({ inputs, attrs, backend }) =>
    convolved(float(backend.value(inputs.x)), float(backend.value(inputs.filter)), attrs),
)
