/** √3 - 2, the pole of the cubic B-spline. */
const pole = Math.sqrt(3) - 2

/**
 * Coefficients of the cubic B-spline through a square plane, mirrored about its outermost pixels' centres: a recursive
 * filter forth and back along each row and column.
 *
 * Source  Unser, Aldroubi & Eden, IEEE Trans. Signal Processing 41 (1993) 834
 */
export function splineCoefficients(plane: Float32Array, side: number): Float32Array {
  const out = plane.slice()
  const line = new Float64Array(side)
  for (let row = 0; row < side; row++) filtered(out, row * side, 1, side, line)
  for (let column = 0; column < side; column++) filtered(out, column, side, side, line)
  return out
}

function filtered(
  values: Float32Array,
  from: number,
  stride: number,
  count: number,
  line: Float64Array,
): void {
  if (count < 2) return
  for (let i = 0; i < count; i++) line[i] = 6 * values[from + i * stride]!
  // The mirrored signal before the first sample: its terms fall below 1e-9 after 16 steps.
  let first = line[0]!
  let power = pole
  for (let i = 1; i < Math.min(16, 2 * count - 2); i++) {
    first += power * line[i < count ? i : 2 * (count - 1) - i]!
    power *= pole
  }
  line[0] = first
  for (let i = 1; i < count; i++) line[i] = line[i]! + pole * line[i - 1]!
  const last = count - 1
  line[last] = (pole / (pole * pole - 1)) * (line[last]! + pole * line[last - 1]!)
  for (let i = last - 1; i >= 0; i--) line[i] = pole * (line[i + 1]! - line[i]!)
  for (let i = 0; i < count; i++) values[from + i * stride] = line[i]!
}

/** Weights of the four coefficients around a place that lies `t` (0 to 1) after the second of them. */
export function splineWeights(t: number, out: Float64Array): void {
  const s = 1 - t
  out[0] = (s * s * s) / 6
  out[1] = 2 / 3 - (t * t * (2 - t)) / 2
  out[2] = 2 / 3 - (s * s * (2 - s)) / 2
  out[3] = (t * t * t) / 6
}
