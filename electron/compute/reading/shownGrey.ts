/** Values as 8-bit grey between their 0.5th and 99.5th percentile; black where nothing varies. */
export function shownGrey(values: Float32Array): Uint8Array {
  const sorted = values.filter((value) => Number.isFinite(value)).sort()
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0
  const [low, high] = [at(0.005), at(0.995)]
  const grey = new Uint8Array(values.length)
  if (high > low)
    values.forEach((value, i) => {
      grey[i] = Math.round(255 * Math.min(1, Math.max(0, (value - low) / (high - low))))
    })
  return grey
}
