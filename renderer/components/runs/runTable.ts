import type { RunRow } from '#shared/domain/training'

export type RunColumn = 'name' | 'phase' | 'data' | 'network' | 'dice' | 'epochs' | 'time' | 'started'
export interface RunSort {
  readonly column: RunColumn
  readonly descending: boolean
}

/** Runs whose name, data or network holds every word of the search. */
export function filteredRuns(runs: readonly RunRow[], search: string): RunRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return runs.filter((run) => {
    const text = `${run.name} ${run.data} ${run.network} ${run.phase}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** The runs in the order of a column; those without a value come last either way. */
export function sortedRuns(runs: readonly RunRow[], { column, descending }: RunSort): RunRow[] {
  const sign = descending ? -1 : 1
  return [...runs].sort((a, b) => {
    const [left, right] = [valueOf(a, column), valueOf(b, column)]
    if (left === null || right === null) return Number(left === null) - Number(right === null)
    return (
      sign * (typeof left === 'number' && typeof right === 'number' ? left - right : compareText(left, right))
    )
  })
}

const compareText = (a: string | number, b: string | number) =>
  String(a).localeCompare(String(b), 'en', { numeric: true })

function valueOf(run: RunRow, column: RunColumn): string | number | null {
  switch (column) {
    case 'name':
      return run.name
    case 'phase':
      return run.phase
    case 'data':
      return run.data
    case 'network':
      return run.network
    case 'dice':
      return run.bestMeanDice
    case 'epochs':
      return run.epoch
    case 'time':
      return run.seconds
    case 'started':
      return run.startedAt
  }
}

/** Models of the chosen runs that can be compared: those that have weights. */
export const comparableModels = (runs: readonly RunRow[], chosen: ReadonlySet<string>): string[] =>
  runs.filter(({ id, model }) => chosen.has(id) && model !== null).map(({ model }) => model!)
