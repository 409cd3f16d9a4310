export interface Agreement {
  readonly n: number
  /** Mean of the differences, prediction − reference. */
  readonly bias: number
  /** Bias ± 1.96 SD of the differences; null below two cases. */
  readonly limits: readonly [number, number] | null
  readonly points: readonly { readonly id: string; readonly mean: number; readonly difference: number }[]
}

/** Bland & Altman 1986 (Lancet 327:307): differences against means; sample SD. Null without a single pair. */
export function agreement(
  pairs: readonly { readonly id: string; readonly value: number; readonly reference: number }[],
): Agreement | null {
  if (pairs.length === 0) return null
  const points = pairs.map(({ id, value, reference }) => ({
    id,
    mean: (value + reference) / 2,
    difference: value - reference,
  }))
  const n = points.length
  const bias = points.reduce((sum, point) => sum + point.difference, 0) / n
  const sd = Math.sqrt(points.reduce((sum, point) => sum + (point.difference - bias) ** 2, 0) / (n - 1))
  return { n, bias, limits: n < 2 ? null : [bias - 1.96 * sd, bias + 1.96 * sd], points }
}
