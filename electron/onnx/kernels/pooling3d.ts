import { backend_util } from '@tensorflow/tfjs'
import { elements } from '../ir'
import type { Attributes } from '../onnx'
import { windowAttributes3d } from './convolution3d'

type Window = number | [number, number, number]

export interface Pooling3dAttributes {
  readonly filterSize: Window
  readonly strides: Window
  readonly pad: 'valid' | 'same' | number
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil'
}

/** TensorFlow.js's geometry of a pooling of [n, d, h, w, c]. */
export const pooling3dOf = (x: readonly number[], attrs: Pooling3dAttributes): backend_util.Conv3DInfo =>
  backend_util.computePool3DInfo(
    x as [number, number, number, number, number],
    attrs.filterSize,
    attrs.strides,
    1,
    attrs.pad,
    attrs.dimRoundingMode,
  )

/** Its window for ONNX, which rounds down: the pads at the end are what the last window needs. */
export function pooling3dAttributes(geometry: backend_util.Conv3DInfo): Attributes {
  const { front, top, left } = geometry.padInfo
  const last = (outputs: number, stride: number, kernel: number, size: number, before: number): number =>
    Math.max(0, (outputs - 1) * stride + kernel - size - before)
  const { filterDepth, filterHeight, filterWidth } = geometry
  const back = last(geometry.outDepth, geometry.strideDepth, filterDepth, geometry.inDepth, front)
  const bottom = last(geometry.outHeight, geometry.strideHeight, filterHeight, geometry.inHeight, top)
  const right = last(geometry.outWidth, geometry.strideWidth, filterWidth, geometry.inWidth, left)
  return {
    ...windowAttributes3d(geometry),
    pads: [front, top, left, back, bottom, right],
    kernel: [filterDepth, filterHeight, filterWidth],
  }
}

/** Is every pad smaller than the window, and none below nought, as ONNX wants it? */
export function poolable3d(x: readonly number[], attrs: Pooling3dAttributes): true | string {
  const geometry = pooling3dOf(x, attrs)
  const { front, back, top, bottom, left, right } = geometry.padInfo
  const { filterDepth, filterHeight, filterWidth } = geometry
  if (elements(geometry.outShape) === 0) return 'a result without elements'
  const axes = [
    [front, back, filterDepth],
    [top, bottom, filterHeight],
    [left, right, filterWidth],
  ] as const
  const fits = axes.every(
    ([before, after, kernel]) => Math.min(before, after) >= 0 && Math.max(before, after) < kernel,
  )
  return fits || 'pads as large as the window or below nought: ONNX refuses them'
}
