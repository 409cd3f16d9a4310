import { placeOnLine } from './lineResampling'
import type { AxisView } from './resampleImage'

/** The root of the cubic B-spline's filter, and how far the edge is carried on: by then its trace is below 1e-9. */
const pole = Math.sqrt(3) - 2
const margin = 16

/**
 * One axis of a volume on another number of voxels, by the cubic B-spline through its values; beyond the edge the edge
 * goes on.
 *
 * Source  Unser, Aldroubi & Eden, IEEE TSP 41(2), 1993, doi 10.1109/78.193221
 */
export function cubicLines(
  values: Float32Array,
  { before, count, after }: AxisView,
  to: number,
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(before * to * after)
  const { first, weights } = cubicWeights(count, to)
  const line = new Float64Array(count + 2 * margin)
  for (let b = 0; b < before; b++)
    for (let a = 0; a < after; a++) {
      const from = b * count * after + a
      for (let i = 0; i < line.length; i++)
        line[i] = values[from + Math.min(count - 1, Math.max(0, i - margin)) * after]!
      toCoefficients(line)
      for (let i = 0, at = b * to * after + a; i < to; i++, at += after) {
        const place = first[i]!
        out[at] =
          weights[4 * i]! * line[place]! +
          weights[4 * i + 1]! * line[place + 1]! +
          weights[4 * i + 2]! * line[place + 2]! +
          weights[4 * i + 3]! * line[place + 3]!
      }
    }
  return out
}

/** For each new voxel the first of the four coefficients around it, on the line with its margins, and their weights. */
function cubicWeights(count: number, to: number): { first: Int32Array; weights: Float64Array } {
  const first = new Int32Array(to)
  const weights = new Float64Array(4 * to)
  for (let i = 0; i < to; i++) {
    const at = placeOnLine(i, count, to)
    const t = at - Math.floor(at)
    first[i] = Math.floor(at) + margin - 1
    weights.set(
      [(1 - t) ** 3, 3 * t ** 3 - 6 * t ** 2 + 4, -3 * t ** 3 + 3 * t ** 2 + 3 * t + 1, t ** 3].map(
        (w) => w / 6,
      ),
      4 * i,
    )
  }
  return { first, weights }
}

/** B-spline coefficients from values, in place: once forth and once back. The ends lie flat, so they start settled. */
function toCoefficients(line: Float64Array): void {
  const last = line.length - 1
  line[0] = line[0]! / (1 - pole)
  for (let i = 1; i <= last; i++) line[i] = line[i]! + pole * line[i - 1]!
  line[last] = (-pole / (1 - pole)) * line[last]!
  for (let i = last - 1; i >= 0; i--) line[i] = pole * (line[i + 1]! - line[i]!)
  for (let i = 0; i <= last; i++) line[i] = 6 * line[i]!
}
