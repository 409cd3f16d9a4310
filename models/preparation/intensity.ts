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
