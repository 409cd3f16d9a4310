/** (v - min)/(max - min): 0 to 1; a constant image becomes 0 (datasets P7). */
export function minMax(values: Float32Array): Float32Array<ArrayBuffer> {
  let [least, most] = [Infinity, -Infinity]
  for (const value of values) {
    if (value < least) least = value
    if (value > most) most = value
  }
  const range = most - least
  return values.map((value) => (range > 0 ? (value - least) / range : 0)) as Float32Array<ArrayBuffer>
}
