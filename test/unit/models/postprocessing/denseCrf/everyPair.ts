import type { DenseCrfOptions } from '#shared/domain/denseCrf'

/**
 * The reference answer: mean-field inference straight from eq. 3 and alg. 1 of Krähenbühl & Koltun 2011, with the two
 * Gaussians worked out for every pair of pixels in double precision; kernels are divided as `meanField` says.
 */
export function everyPair(
  probabilities: readonly Float32Array[],
  grey: Uint8Array,
  rows: number,
  columns: number,
  options: DenseCrfOptions,
): Float64Array[] {
  const count = rows * columns
  const squared = (i: number, j: number): number =>
    ((i % columns) - (j % columns)) ** 2 + (Math.floor(i / columns) - Math.floor(j / columns)) ** 2
  const smooth = matrix(count, (i, j) => Math.exp(-squared(i, j) / (2 * options.smoothnessPx ** 2)))
  const alike = matrix(count, (i, j) =>
    Math.exp(
      -squared(i, j) / (2 * options.appearancePx ** 2) -
        (grey[i]! - grey[j]!) ** 2 / (2 * options.appearanceGrey ** 2),
    ),
  )
  let now = probabilities.map((plane) => Float64Array.from(plane))
  for (let iteration = 0; iteration < options.iterations; iteration++) {
    const before = now
    now = probabilities.map(() => new Float64Array(count))
    for (let i = 0; i < count; i++) {
      const told = probabilities.map(() => 0)
      for (let j = 0; j < count; j++) {
        if (j === i) continue
        const weight =
          options.smoothnessWeight * smooth[i * count + j]! + options.appearanceWeight * alike[i * count + j]!
        for (let label = 0; label < told.length; label++) told[label]! += weight * before[label]![j]!
      }
      const scores = told.map((_, label) => {
        const others = told.reduce((sum, value, other) => (other === label ? sum : sum + value), 0) // Potts
        return Math.max(probabilities[label]![i]!, 1e-5) * Math.exp(-others)
      })
      const sum = scores.reduce((a, b) => a + b)
      for (const [label, score] of scores.entries()) now[label]![i] = score / sum
    }
  }
  return now
}

/** k(i, j), divided by the roots of the sums of its rows and columns. */
function matrix(count: number, kernel: (i: number, j: number) => number): Float64Array {
  const out = new Float64Array(count * count)
  const sums = new Float64Array(count)
  for (let i = 0; i < count; i++)
    for (let j = 0; j < count; j++) sums[i]! += out[i * count + j] = kernel(i, j)
  for (let i = 0; i < count; i++)
    for (let j = 0; j < count; j++) out[i * count + j]! /= Math.sqrt(sums[i]! * sums[j]!)
  return out
}
