/** (v - min)/(max - min): 0 to 1; a constant image becomes 0 (datasets P7). */
export function minMax(values: Float32Array): Float32Array<ArrayBuffer> {
  let [least, most] = [Infinity, -Infinity]
  for (const value of values) {
    if (value < least) least = value
    if (value > most) most = value
  }
  const range = most - least
  return Float32Array.from(values, (value) => (range > 0 ? (value - least) / range : 0))
}

/** (v - mean)/(SD + 1e-8), population SD (datasets P8); a constant image becomes 0. */
export function zScore(values: Float32Array): Float32Array<ArrayBuffer> {
  let sum = 0
  for (const value of values) sum += value
  const mean = sum / values.length
  let squares = 0
  for (const value of values) squares += (value - mean) ** 2
  const sd = Math.sqrt(squares / values.length)
  return Float32Array.from(values, (value) => (value - mean) / (sd + 1e-8))
}

/**
 * Values clipped to their percentile `percent` and 100 - `percent` (datasets P10), 0 to 20; percentiles by rank, linear
 * between two ranks.
 */
export function clippedToPercentiles(values: Float32Array, percent: number): Float32Array<ArrayBuffer> {
  const sorted = values.slice().sort()
  const at = (share: number): number => {
    const rank = share * (sorted.length - 1)
    const [below, above] = [sorted[Math.floor(rank)] ?? 0, sorted[Math.ceil(rank)] ?? 0]
    return below + (above - below) * (rank - Math.floor(rank))
  }
  const [low, high] = [at(percent / 100), at(1 - percent / 100)]
  return Float32Array.from(values, (value) => Math.min(high, Math.max(low, value)))
}
