/** The values that are shown black and white. */
export interface GreyRange {
  readonly low: number
  readonly high: number
}

/** From the 0.5th to the 99.5th percentile. */
export function greyRange(values: Float32Array): GreyRange {
  const sorted = values.filter((value) => Number.isFinite(value)).sort()
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0
  return { low: at(0.005), high: at(0.995) }
}

/** Values as 8-bit grey; black where the range is empty. */
export function greyBetween(values: Float32Array, { low, high }: GreyRange): Uint8Array {
  const grey = new Uint8Array(values.length)
  if (high > low)
    values.forEach((value, i) => {
      grey[i] = Math.round(255 * Math.min(1, Math.max(0, (value - low) / (high - low))))
    })
  return grey
}

/** Values as 8-bit grey in their own range. */
export const shownGrey = (values: Float32Array): Uint8Array => greyBetween(values, greyRange(values))
