/** Four cubic B-splines over each place of one axis: the number of the first control point, and their values. */
export interface SplineAxis {
  readonly count: number
  readonly controls: number
  readonly first: Int32Array
  readonly weights: Float64Array
}

/**
 * `count` places, the i-th at `at(i)` between 0 and 1 of the axis, which is cut into `spans` equal parts. One place alone
 * has one control point: nothing varies there.
 */
export function splineAxis(count: number, spans: number, at: (i: number) => number): SplineAxis {
  const first = new Int32Array(count)
  const weights = new Float64Array(4 * count)
  if (count === 1) {
    weights[0] = 1
    return { count, controls: 1, first, weights }
  }
  for (let i = 0; i < count; i++) {
    const place = Math.min(1, Math.max(0, at(i))) * spans
    const span = Math.min(spans - 1, Math.floor(place))
    const t = place - span
    first[i] = span
    weights[4 * i] = (1 - t) ** 3 / 6
    weights[4 * i + 1] = (3 * t ** 3 - 6 * t ** 2 + 4) / 6
    weights[4 * i + 2] = (-3 * t ** 3 + 3 * t ** 2 + 3 * t + 1) / 6
    weights[4 * i + 3] = t ** 3 / 6
  }
  return { count, controls: spans + 3, first, weights }
}

/** The same axis with each weight changed, given the sum of the squares of its place's four. */
export const reweighted = (
  axis: SplineAxis,
  change: (weight: number, squares: number) => number,
): SplineAxis => ({
  ...axis,
  weights: axis.weights.map((weight, i) => {
    const [a, b, c, d] = axis.weights.subarray(i - (i % 4), i - (i % 4) + 4)
    return weight === 0 ? 0 : change(weight, a! * a! + b! * b! + c! * c! + d! * d!)
  }),
})
