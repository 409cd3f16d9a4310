/** Values clipped to two of their percentiles (datasets P10), 0 to 100; percentiles by rank, linear between two ranks. */
export function percentileClip(values: Float32Array, low: number, high: number): Float32Array<ArrayBuffer> {
  const sorted = values.slice().sort()
  const at = (percent: number): number => {
    const rank = (percent / 100) * (sorted.length - 1)
    const [below, above] = [sorted[Math.floor(rank)] ?? 0, sorted[Math.ceil(rank)] ?? 0]
    return below + (above - below) * (rank - Math.floor(rank))
  }
  const [least, most] = [at(low), at(high)]
  return values.map((value) => Math.min(most, Math.max(least, value))) as Float32Array<ArrayBuffer>
}
