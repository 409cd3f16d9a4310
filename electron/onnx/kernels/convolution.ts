import { backend_util } from '@tensorflow/tfjs'
import type { Attributes } from '../onnx'

type Window = number | [number, number]
type Pad = Parameters<typeof backend_util.computeConv2DInfo>[4]

export interface ConvolutionAttributes {
  readonly strides: Window
  readonly pad: Pad
  readonly dataFormat?: 'NHWC' | 'NCHW'
  readonly dilations?: Window
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil'
}

interface Geometry {
  readonly strideHeight: number
  readonly strideWidth: number
  readonly dilationHeight: number
  readonly dilationWidth: number
  readonly padInfo: {
    readonly top: number
    readonly left: number
    readonly bottom: number
    readonly right: number
  }
}

/** The window of a convolution or a pooling as ONNX attributes. */
export const windowAttributes = (geometry: Geometry): Attributes => ({
  strides: [geometry.strideHeight, geometry.strideWidth],
  dilations: [geometry.dilationHeight, geometry.dilationWidth],
  pads: [geometry.padInfo.top, geometry.padInfo.left, geometry.padInfo.bottom, geometry.padInfo.right],
})

/** TensorFlow.js's geometry of a convolution of x, [n, h, w, c], with a filter, [kh, kw, in, out]. */
export const geometryOf = (
  x: readonly number[],
  filter: readonly number[],
  attrs: ConvolutionAttributes,
  depthwise = false,
): backend_util.Conv2DInfo =>
  backend_util.computeConv2DInfo(
    x as [number, number, number, number],
    filter as [number, number, number, number],
    attrs.strides,
    attrs.dilations ?? 1,
    attrs.pad,
    attrs.dimRoundingMode,
    depthwise,
  )

export const channelsLast = ({ attrs }: { readonly attrs: { readonly dataFormat?: string } }): boolean =>
  attrs.dataFormat === undefined || attrs.dataFormat === 'NHWC'
