import { backend_util } from '@tensorflow/tfjs'
import type { Attributes } from '../onnx'

type Window = number | [number, number, number]
type Volume = [number, number, number, number, number]

export interface Convolution3dAttributes {
  readonly strides: Window
  readonly pad: 'valid' | 'same' | number
  readonly dataFormat?: 'NDHWC' | 'NCDHW'
  readonly dilations?: Window
}

/** TensorFlow.js's geometry of a convolution of x, [n, d, h, w, c], with a filter, [kd, kh, kw, in, out]. */
export const geometryOf3d = (
  x: readonly number[],
  filter: readonly number[],
  attrs: Convolution3dAttributes,
): backend_util.Conv3DInfo =>
  backend_util.computeConv3DInfo(
    x as Volume,
    filter as Volume,
    attrs.strides,
    attrs.dilations ?? 1,
    attrs.pad as 'valid' | 'same',
  )

/** The window of a convolution or a pooling of volumes as ONNX attributes. */
export function windowAttributes3d(geometry: backend_util.Conv3DInfo): Attributes {
  const { front, top, left, back, bottom, right } = geometry.padInfo
  return {
    strides: [geometry.strideDepth, geometry.strideHeight, geometry.strideWidth],
    dilations: [geometry.dilationDepth, geometry.dilationHeight, geometry.dilationWidth],
    pads: [front, top, left, back, bottom, right],
  }
}

/** May ONNX have this window? TensorFlow.js gives pads below nought where a stride is longer than its window. */
export function convolvable(
  geometry: backend_util.Conv3DInfo,
  attrs: Convolution3dAttributes,
): true | string {
  const { front, top, left, back, bottom, right } = geometry.padInfo
  if (attrs.dataFormat === 'NCDHW')
    return 'channels before depth: TensorFlow.js itself has no such convolution'
  const positive = [front, top, left, back, bottom, right].every((pad) => pad >= 0)
  return positive || 'pads below nought, of a stride that is longer than its window'
}
