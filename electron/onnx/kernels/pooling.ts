import { backend_util } from '@tensorflow/tfjs'
import { elements } from '../ir'
import type { Attributes } from '../onnx'
import { windowAttributes } from './convolution'

type Window = number | [number, number]

export interface PoolingAttributes {
  readonly filterSize: Window
  readonly strides: Window
  readonly pad: Parameters<typeof backend_util.computePool2DInfo>[4]
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil'
}

/** TensorFlow.js's geometry of a pooling of [n, h, w, c]. */
export const poolingOf = (x: readonly number[], attrs: PoolingAttributes): backend_util.Conv2DInfo =>
  backend_util.computePool2DInfo(
    x as [number, number, number, number],
    attrs.filterSize,
    attrs.strides,
    1,
    attrs.pad,
    attrs.dimRoundingMode,
  )

/** Its window for ONNX, which rounds down: the pads at the end are what the last window needs. */
export function poolingAttributes(geometry: backend_util.Conv2DInfo): Attributes {
  const { padInfo, inHeight, inWidth, outHeight, outWidth, strideHeight, strideWidth } = geometry
  const { filterHeight, filterWidth } = geometry
  const bottom = (outHeight - 1) * strideHeight + filterHeight - inHeight - padInfo.top
  const right = (outWidth - 1) * strideWidth + filterWidth - inWidth - padInfo.left
  return {
    ...windowAttributes(geometry),
    pads: [padInfo.top, padInfo.left, Math.max(0, bottom), Math.max(0, right)],
    kernel: [filterHeight, filterWidth],
  }
}

/** Is every pad smaller than the window, and none below nought, as ONNX wants it? */
export function poolable(x: readonly number[], attrs: PoolingAttributes): true | string {
  const { padInfo, filterHeight, filterWidth, outShape } = poolingOf(x, attrs)
  if (elements(outShape) === 0) return 'a result without elements'
  const { top, bottom, left, right } = padInfo
  const fits = Math.max(top, bottom) < filterHeight && Math.max(left, right) < filterWidth
  const none = Math.min(top, bottom, left, right) >= 0
  return (fits && none) || 'pads as large as the window or below nought: ONNX refuses them'
}

/** Is the pooling no pooling at all? */
export const trivial = (geometry: backend_util.Conv2DInfo): boolean =>
  geometry.filterHeight === 1 &&
  geometry.filterWidth === 1 &&
  geometry.inShape.join() === geometry.outShape.join()
