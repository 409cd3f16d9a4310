import type { InspectedCase } from '#shared/ipc/dataset'

/** Cases whose name, group or problems hold the text; with `onlyProblems`, those that have any. */
export function filteredCases(
  cases: readonly InspectedCase[],
  text: string,
  onlyProblems: boolean,
): InspectedCase[] {
  const wanted = text.trim().toLowerCase()
  return cases.filter((one) => {
    if (onlyProblems && one.problems.length === 0) return false
    return `${one.id} ${one.group ?? ''} ${one.problems.join(' ')}`.toLowerCase().includes(wanted)
  })
}

/** Smallest and largest value, as "1.37 to 1.68", or one of them where they read the same. */
export function rangeText(values: readonly number[], digits: number): string {
  if (values.length === 0) return '–'
  const low = Math.min(...values).toFixed(digits)
  const high = Math.max(...values).toFixed(digits)
  return low === high ? low : `${low} – ${high}`
}
