import type { SplineAxis } from './splineAxis'

/** The three axes of a grid: z, y, x. */
export type SplineGrid = readonly [SplineAxis, SplineAxis, SplineAxis]

export const controlCount = ([z, y, x]: SplineGrid): number => z.controls * y.controls * x.controls

/** Σ over the voxels of value × the three axes' weights, for each control point: one axis after the other. */
export function gathered(values: Float32Array | Float64Array, [z, y, x]: SplineGrid): Float64Array {
  const alongX = gatherInner(values, z.count * y.count, x)
  const alongY = gatherOuter(alongX, z.count, y, x.controls)
  return gatherOuter(alongY, 1, z, y.controls * x.controls)
}

/** The spline of some control points at every voxel, added to `out`. */
export function addSpread(controls: Float64Array, [z, y, x]: SplineGrid, out: Float32Array): void {
  const alongZ = spreadOuter(controls, 1, z, y.controls * x.controls)
  const alongY = spreadOuter(alongZ, z.count, y, x.controls)
  const { count, first, weights } = x
  const taps = Math.min(4, x.controls)
  for (let line = 0, at = 0; line < z.count * y.count; line++) {
    const from = line * x.controls
    for (let i = 0; i < count; i++, at++) {
      const start = from + first[i]!
      let sum = 0
      for (let k = 0; k < taps; k++) sum += weights[4 * i + k]! * alongY[start + k]!
      out[at]! += sum
    }
  }
}

function gatherInner(values: Float32Array | Float64Array, lines: number, axis: SplineAxis): Float64Array {
  const { count, controls, first, weights } = axis
  const out = new Float64Array(lines * controls)
  const taps = Math.min(4, controls)
  for (let line = 0, at = 0; line < lines; line++) {
    const to = line * controls
    for (let i = 0; i < count; i++, at++) {
      const value = values[at]!
      if (value === 0) continue
      const start = to + first[i]!
      for (let k = 0; k < taps; k++) out[start + k]! += weights[4 * i + k]! * value
    }
  }
  return out
}

/** Layers of `inner` numbers each, mixed along the axis between them. */
function gatherOuter(values: Float64Array, outer: number, axis: SplineAxis, inner: number): Float64Array {
  const { count, controls, first, weights } = axis
  const out = new Float64Array(outer * controls * inner)
  const taps = Math.min(4, controls)
  for (let o = 0; o < outer; o++)
    for (let i = 0; i < count; i++)
      for (let k = 0; k < taps; k++)
        addLayer(
          values,
          (o * count + i) * inner,
          weights[4 * i + k]!,
          out,
          (o * controls + first[i]! + k) * inner,
          inner,
        )
  return out
}

function spreadOuter(values: Float64Array, outer: number, axis: SplineAxis, inner: number): Float64Array {
  const { count, controls, first, weights } = axis
  const out = new Float64Array(outer * count * inner)
  const taps = Math.min(4, controls)
  for (let o = 0; o < outer; o++)
    for (let i = 0; i < count; i++)
      for (let k = 0; k < taps; k++)
        addLayer(
          values,
          (o * controls + first[i]! + k) * inner,
          weights[4 * i + k]!,
          out,
          (o * count + i) * inner,
          inner,
        )
  return out
}

function addLayer(
  values: Float64Array,
  from: number,
  weight: number,
  out: Float64Array,
  to: number,
  count: number,
): void {
  for (let n = 0; n < count; n++) out[to + n]! += weight * values[from + n]!
}
