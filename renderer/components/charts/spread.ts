export interface Spread {
  readonly n: number
  readonly mean: number
  /** Sample SD (n − 1); null below two values. */
  readonly sd: number | null
  readonly median: number
  readonly quartiles: readonly [number, number]
  readonly range: readonly [number, number]
}

/** Quantile by linear interpolation between order statistics (Hyndman & Fan 1996, type 7). `sorted` ascending, not empty. */
export function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share
  const low = sorted[Math.floor(place)]!
  const high = sorted[Math.ceil(place)]!
  return low + (high - low) * (place - Math.floor(place))
}

/** Mean, SD, median, quartiles and range; null without a value. */
export function spread(values: readonly number[]): Spread | null {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  const n = sorted.length
  const mean = sorted.reduce((sum, value) => sum + value, 0) / n
  const sum2 = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return {
    n,
    mean,
    sd: n < 2 ? null : Math.sqrt(sum2 / (n - 1)),
    median: quantile(sorted, 0.5),
    quartiles: [quantile(sorted, 0.25), quantile(sorted, 0.75)],
    range: [sorted[0]!, sorted[n - 1]!],
  }
}
