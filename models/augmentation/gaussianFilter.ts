/** A square plane smoothed by a Gaussian of σ pixels, cut off at 4 σ; beyond the edge nought, or the edge goes on. */
export function gaussianFiltered(
  plane: Float32Array,
  side: number,
  sigma: number,
  border: 'zero' | 'edge',
): Float32Array {
  const radius = Math.ceil(4 * sigma)
  const weights = Float64Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma * sigma)),
  )
  const sum = weights.reduce((a, b) => a + b, 0)
  for (let i = 0; i < weights.length; i++) weights[i]! /= sum
  return along(along(plane, side, weights, border), side, weights, border)
}

/** Smoothed along the rows, and turned over its diagonal: done twice, both axes are smoothed and all is upright again. */
function along(
  plane: Float32Array,
  side: number,
  weights: Float64Array,
  border: 'zero' | 'edge',
): Float32Array {
  const radius = (weights.length - 1) / 2
  const out = new Float32Array(plane.length)
  const line = new Float64Array(side + 2 * radius)
  for (let y = 0; y < side; y++) {
    const row = plane.subarray(y * side, (y + 1) * side)
    line.fill(border === 'edge' ? row[0]! : 0, 0, radius)
    line.set(row, radius)
    line.fill(border === 'edge' ? row[side - 1]! : 0, radius + side)
    for (let x = 0; x < side; x++) {
      let sum = 0
      for (let k = 0; k < weights.length; k++) sum += weights[k]! * line[x + k]!
      out[x * side + y] = sum
    }
  }
  return out
}
