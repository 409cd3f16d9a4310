import { DepthwiseConv2dNativeBackpropFilter, type TensorInfo } from '@tensorflow/tfjs'
import { op, reshaped } from '../ir'
import { geometryOf, windowAttributes, type ConvolutionAttributes } from './convolution'
import { defineKernel, type Unary } from './defineKernel'
import { between, float, transposed } from './values'

interface Attributes extends ConvolutionAttributes {
  readonly filterShape: readonly number[]
}

/**
 * Gradient of a depthwise convolution with respect to its filter: each channel's images are the channels of a group, and
 * dy is their filter. Strides become dilations and the reverse.
 */
export const depthwiseConv2dNativeBackpropFilter = defineKernel<
  Unary & { readonly dy: TensorInfo },
  Attributes
>(DepthwiseConv2dNativeBackpropFilter, ({ inputs, attrs, backend }) => {
  const [n = 1, height = 1, width = 1, channels = 1] = inputs.x.shape
  const [, rows = 1, columns = 1, outputs = 1] = inputs.dy.shape
  const [kh = 1, kw = 1, , multiplier = 1] = attrs.filterShape
  const { strides, dilations, pads } = windowAttributes(
    geometryOf(inputs.x.shape, attrs.filterShape, attrs, true),
  )
  const x = transposed(float(backend.value(inputs.x)), [3, 0, 1, 2])
  const dy = transposed(float(backend.value(inputs.dy)), [3, 0, 1, 2])
  const window = { kernel_shape: [rows, columns], strides: dilations, dilations: strides, pads }
  const images = reshaped(x, [1, channels * n, height, width], true)
  const reach = (
    size: number,
    before: number,
    after: number,
    windows: number,
    stride: number,
    step: number,
  ): number => Math.floor((size + before + after - (windows - 1) * stride - 1) / step) + 1
  const [top = 0, left = 0, bottom = 0, right = 0] = pads as number[]
  const [sh = 1, sw = 1] = strides as number[]
  const [dh = 1, dw = 1] = dilations as number[]
  const full = [reach(height, top, bottom, rows, sh, dh), reach(width, left, right, columns, sw, dw)] as const
  const gradient = op('Conv', [images, dy], { ...window, group: channels }, [1, outputs, ...full])
  const taps = between(between(gradient, 2, 0, kh), 3, 0, kw)
  return reshaped(
    transposed(reshaped(taps, [channels, multiplier, kh, kw], true), [2, 3, 0, 1]),
    [kh, kw, channels, multiplier],
    true,
  )
})
