import { cubicLines } from './cubicLines'
import { linePairs, nearestOnLine } from './lineResampling'
import type { ImageSampling, VolumeSize } from './move'

/** A volume seen along one axis: `before` stacks of `count` layers of `after` neighbouring voxels each. */
export interface AxisView {
  readonly before: number
  readonly count: number
  readonly after: number
}

/** A volume on another number of voxels over the same field of view, one axis at a time; beyond the edge the edge goes on (P3, P4). */
export function resampleImage(
  volume: Float32Array,
  from: VolumeSize,
  to: VolumeSize,
  sampling: ImageSampling,
): Float32Array<ArrayBuffer> {
  const along = { linear: linearAxis, nearest: nearestAxis, cubic: cubicLines }[sampling]
  let out = Float32Array.from(volume)
  if (from.slices !== to.slices)
    out = along(out, { before: 1, count: from.slices, after: from.rows * from.columns }, to.slices)
  if (from.rows !== to.rows)
    out = along(out, { before: to.slices, count: from.rows, after: from.columns }, to.rows)
  if (from.columns !== to.columns)
    out = along(out, { before: to.slices * to.rows, count: from.columns, after: 1 }, to.columns)
  return out
}

function linearAxis(
  values: Float32Array,
  { before, count, after }: AxisView,
  to: number,
): Float32Array<ArrayBuffer> {
  const { first, second, share } = linePairs(count, to)
  const out = new Float32Array(before * to * after)
  for (let b = 0, at = 0; b < before; b++) {
    const stack = b * count * after
    for (let i = 0; i < to; i++) {
      const [low, high] = [stack + first[i]! * after, stack + second[i]! * after]
      const weight = share[i]!
      for (let a = 0; a < after; a++, at++) {
        const value = values[low + a]!
        out[at] = value + weight * (values[high + a]! - value)
      }
    }
  }
  return out
}

function nearestAxis(
  values: Float32Array,
  { before, count, after }: AxisView,
  to: number,
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(before * to * after)
  for (let b = 0; b < before; b++)
    for (let i = 0; i < to; i++) {
      const layer = (b * count + nearestOnLine(i, count, to)) * after
      out.set(values.subarray(layer, layer + after), (b * to + i) * after)
    }
  return out
}
