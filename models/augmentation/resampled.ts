import { planesOf, type Sample } from './sample'
import { splineCoefficients, splineWeights } from './cubicSpline'

/** For each pixel of the new plane the place of the old one that it shows, in pixels from the first one's centre. */
export interface Field {
  readonly u: Float32Array
  readonly v: Float32Array
}

export interface Sampling {
  /** Nearest, linear or cubic spline, for the image; labels are always nearest. */
  readonly order: 0 | 1 | 3
  /** What lies outside: the nearest pixel, the plane mirrored about its edge, nought. */
  readonly border: 'edge' | 'symmetric' | 'zero'
}

/**
 * A sample seen through a field, the same for all of its planes. Labels come from the nearest pixel, so that no value
 * appears that was not there (X25). Outside, a spline with border `zero` fades as one over the plane mirrored does, and
 * is nought from the first pixel beyond the edge on.
 */
export function resampled(sample: Sample, { u, v }: Field, { order, border }: Sampling): Sample {
  const { side } = sample
  const pixels = side * side
  const out = { image: new Float32Array(sample.image.length), labels: new Uint8Array(sample.labels.length) }
  const nearest = nearestPixels({ u, v }, side, border)
  for (let plane = 0; plane < planesOf(sample); plane++) {
    const from = plane * pixels
    const image = sample.image.subarray(from, from + pixels)
    const target = out.image.subarray(from, from + pixels)
    if (order === 0) takeNearest(image, nearest, target)
    else if (order === 1) takeLinear(image, side, u, v, border, target)
    else takeSpline(splineCoefficients(image, side), side, u, v, border, target)
    takeNearest(
      sample.labels.subarray(from, from + pixels),
      nearest,
      out.labels.subarray(from, from + pixels),
    )
  }
  return { ...sample, ...out }
}

/** Number of the pixel at each place; -1 = outside. */
function nearestPixels({ u, v }: Field, side: number, border: Sampling['border']): Int32Array {
  const out = new Int32Array(u.length)
  for (let i = 0; i < out.length; i++) {
    const x = within(Math.floor(u[i]! + 0.5), side, border)
    const y = within(Math.floor(v[i]! + 0.5), side, border)
    out[i] = x < 0 || y < 0 ? -1 : y * side + x
  }
  return out
}

/** An index put back inside the plane as the border says; -1 = outside. */
function within(at: number, side: number, border: Sampling['border']): number {
  if (at >= 0 && at < side) return at
  if (border === 'zero') return -1
  if (border === 'edge') return at < 0 ? 0 : side - 1
  const period = 2 * side
  const folded = ((at % period) + period) % period
  return folded < side ? folded : period - 1 - folded
}

function takeNearest<P extends Float32Array | Uint8Array>(plane: P, nearest: Int32Array, out: P): void {
  for (let i = 0; i < out.length; i++) out[i] = nearest[i]! < 0 ? 0 : plane[nearest[i]!]!
}

function takeLinear(
  plane: Float32Array,
  side: number,
  u: Float32Array,
  v: Float32Array,
  border: Sampling['border'],
  out: Float32Array,
): void {
  const at = (x: number, y: number): number => {
    const [inX, inY] = [within(x, side, border), within(y, side, border)]
    return inX < 0 || inY < 0 ? 0 : plane[inY * side + inX]!
  }
  const last = side - 1
  for (let i = 0; i < out.length; i++) {
    const [x, y] = [Math.floor(u[i]!), Math.floor(v[i]!)]
    const [right, down] = [u[i]! - x, v[i]! - y]
    if (x >= 0 && y >= 0 && x < last && y < last) {
      const corner = y * side + x
      const above = plane[corner]! + right * (plane[corner + 1]! - plane[corner]!)
      const below = plane[corner + side]! + right * (plane[corner + side + 1]! - plane[corner + side]!)
      out[i] = above + down * (below - above)
    } else {
      const above = at(x, y) + right * (at(x + 1, y) - at(x, y))
      const below = at(x, y + 1) + right * (at(x + 1, y + 1) - at(x, y + 1))
      out[i] = above + down * (below - above)
    }
  }
}

function takeSpline(
  coefficients: Float32Array,
  side: number,
  u: Float32Array,
  v: Float32Array,
  border: Sampling['border'],
  out: Float32Array,
): void {
  const [across, down] = [new Float64Array(4), new Float64Array(4)]
  for (let i = 0; i < out.length; i++) {
    let [x, y] = [u[i]!, v[i]!]
    const outside = x < 0 || y < 0 || x > side - 1 || y > side - 1
    if (outside && border === 'zero') continue
    if (outside && border === 'edge') {
      x = Math.min(side - 1, Math.max(0, x))
      y = Math.min(side - 1, Math.max(0, y))
    }
    const [left, top] = [Math.floor(x) - 1, Math.floor(y) - 1]
    splineWeights(x - left - 1, across)
    splineWeights(y - top - 1, down)
    let sum = 0
    for (let row = 0; row < 4; row++) {
      const line = reflected(top + row, side) * side
      let along = 0
      for (let column = 0; column < 4; column++)
        along += across[column]! * coefficients[line + reflected(left + column, side)]!
      sum += down[row]! * along
    }
    out[i] = sum
  }
}

/** Mirrored about the centres of the outermost pixels, as the coefficients are. */
function reflected(at: number, side: number): number {
  if (at >= 0 && at < side) return at
  if (side === 1) return 0
  const period = 2 * (side - 1)
  const folded = ((at % period) + period) % period
  return folded < side ? folded : period - folded
}
