import { backend_util } from '@tensorflow/tfjs'
import type { OnnxBackend } from '../backend'
import { op, reshaped, type Value } from '../ir'
import type { Attributes } from '../onnx'
import { transposed } from './values'

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

const isChannelsLast = ({ dataFormat }: ConvolutionAttributes): boolean => dataFormat !== 'NCHW'

/** Pads as channels last: a list of them has the call's order of axes. */
function padOf(attrs: ConvolutionAttributes): Pad {
  if (!Array.isArray(attrs.pad) || isChannelsLast(attrs)) return attrs.pad
  const [images, channels, rows, columns] = attrs.pad
  return [images, rows, columns, channels]
}

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
    padOf(attrs),
    attrs.dimRoundingMode,
    depthwise,
  )

/** A tensor in the call's order of axes as channels last, the order of the graph. */
export const asChannelsLast = (value: Value, attrs: ConvolutionAttributes): Value =>
  isChannelsLast(attrs) ? value : transposed(value, [0, 2, 3, 1])

/** A channels-last result in the call's order of axes. */
export const inOrderOf = (value: Value, attrs: ConvolutionAttributes): Value =>
  isChannelsLast(attrs) ? value : transposed(value, [0, 3, 1, 2])

/** A shape in the call's order of axes as channels last. */
export const shapeChannelsLast = (
  shape: readonly number[],
  attrs: ConvolutionAttributes,
): readonly number[] => (isChannelsLast(attrs) ? shape : [0, 2, 3, 1].map((axis) => shape[axis] ?? 1))

/** A vector over channels so that it broadcasts over a result in the call's order of axes. */
export const alongChannels = (vector: Value, attrs: ConvolutionAttributes): Value =>
  isChannelsLast(attrs) || vector.shape.length !== 1 || vector.shape[0] === 1
    ? vector
    : reshaped(vector, [vector.shape[0] ?? 1, 1, 1], true)

/** ONNX Runtime's transposed convolution in groups is wrong on graphics cards: one channel in n is computed. */
export const groupsTurned = ({ backend }: { readonly backend: OnnxBackend }): true | string =>
  (backend.settings.provider ?? 'cpu') === 'cpu' ||
  'a transposed convolution in groups, which ONNX Runtime computes wrongly on graphics cards'

/** A 2-D convolution in the call's order of axes; a filter [kh, kw, in, multiplier] where it is depthwise. */
export function convolved(x: Value, filter: Value, attrs: ConvolutionAttributes, depthwise = false): Value {
  const images = asChannelsLast(x, attrs)
  const geometry = geometryOf(images.shape, filter.shape, attrs, depthwise)
  const [kh = 1, kw = 1, channels = 1, multiplier = 1] = filter.shape
  const weights = depthwise ? reshaped(filter, [kh, kw, 1, channels * multiplier], true) : filter
  return inOrderOf(op('@Conv', [images, weights], windowAttributes(geometry), geometry.outShape), attrs)
}
