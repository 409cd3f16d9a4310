/**
 * ED and ES from endocardial areas: the phases with the largest and the smallest sum (never the order of the instances).
 * Phases with less than half as many contours as the fullest do not count. Null where there is no second phase.
 */
export function phaseMarks(areas: readonly { readonly phase: number; readonly areaMm2: number }[]): {
  ed: number | null
  es: number | null
} {
  const sums = new Map<number, { count: number; sum: number }>()
  for (const { phase, areaMm2 } of areas) {
    const { count, sum } = sums.get(phase) ?? { count: 0, sum: 0 }
    sums.set(phase, { count: count + 1, sum: sum + areaMm2 })
  }
  const fullest = Math.max(0, ...[...sums.values()].map(({ count }) => count))
  const ranked = [...sums].filter(([, { count }]) => 2 * count >= fullest).sort((a, b) => b[1].sum - a[1].sum)
  const ed = ranked[0]?.[0] ?? null
  const es = ranked.length > 1 ? ranked.at(-1)![0] : null
  return { ed, es }
}
