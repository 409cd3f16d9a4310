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

export const poolingAttributes = (geometry: backend_util.Conv2DInfo): Attributes => ({
  ...windowAttributes(geometry),
  kernel: [geometry.filterHeight, geometry.filterWidth],
})

/** Is every pad smaller than the window, as ONNX wants it? */
export function poolable(x: readonly number[], attrs: PoolingAttributes): boolean {
  const { padInfo, filterHeight, filterWidth, outShape } = poolingOf(x, attrs)
  const rows = Math.max(padInfo.top, padInfo.bottom) < filterHeight
  const columns = Math.max(padInfo.left, padInfo.right) < filterWidth
  return rows && columns && elements(outShape) > 0
}

/** Is the pooling no pooling at all? */
export const trivial = (geometry: backend_util.Conv2DInfo): boolean =>
  geometry.filterHeight === 1 &&
  geometry.filterWidth === 1 &&
  geometry.inShape.join() === geometry.outShape.join()
