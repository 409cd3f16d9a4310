export interface Statistics {
  readonly mean: number
  readonly sd: number
}

/** Mean and population SD. */
export function statisticsOf(values: Float32Array): Statistics {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  const mean = sum / values.length
  let squares = 0
  for (let i = 0; i < values.length; i++) squares += (values[i]! - mean) ** 2
  return { mean, sd: Math.sqrt(squares / values.length) }
}

/**
 * (v - mean)/(SD + ε), ε = 1e-8 (datasets P8), or 1e-6 (P9); a constant image becomes 0. `truncated`: Khened's variant,
 * (v - mean)/(4·SD) + 0.5 cut to 0..1.
 */
export function zScore(
  values: Float32Array,
  { mean, sd }: Statistics = statisticsOf(values),
  { truncated = false, epsilon = 1e-8 }: { truncated?: boolean; epsilon?: number } = {},
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(values.length)
  for (let i = 0; i < values.length; i++) {
    const score = (values[i]! - mean) / (sd + epsilon)
    out[i] = truncated ? Math.min(1, Math.max(0, score / 4 + 0.5)) : score
  }
  return out
}
