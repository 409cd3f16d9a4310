import type { CaseResult } from '#shared/domain/evaluation'
import type { RegionId } from '#shared/domain/structures'
import type { CandidateId, ComparedCase } from '#shared/ipc/comparison'

/** Mean Dice of a case over its structures at ED and ES, or of one structure; null where nothing was scored. */
export function caseDice(result: CaseResult | undefined, region: RegionId | null): number | null {
  if (!result) return null
  const scores = Object.entries(result.structures)
    .filter(([id]) => region === null || id === region)
    .flatMap(([, phases]) => Object.values(phases).map((score) => score?.dice))
    .filter((dice): dice is number => dice !== undefined)
  return scores.length === 0 ? null : scores.reduce((sum, dice) => sum + dice, 0) / scores.length
}

/** EF of the candidate less EF of the reference, percentage points; null where either is missing. */
export function efError(result: CaseResult | undefined): number | null {
  const [own, truth] = [result?.efPercent ?? null, result?.reference.efPercent ?? null]
  return own === null || truth === null ? null : own - truth
}

export const caseSorts = ['worst', 'gap', 'ef', 'name'] as const
export type CaseSort = (typeof caseSorts)[number]

export interface CaseRow {
  readonly id: string
  readonly study: string
  readonly seen: boolean
  /** One a candidate, in their order. */
  readonly dice: readonly (number | null)[]
  /** Of the first candidate. */
  readonly efError: number | null
}

/**
 * The cases of a comparison in the order that was asked for: worst Dice of A first, largest gap between the candidates
 * first, largest EF error of A first, or by name. What has no value comes last.
 */
export function caseRows(
  cases: readonly ComparedCase[],
  candidates: readonly CandidateId[],
  sort: CaseSort,
  region: RegionId | null,
): CaseRow[] {
  const rows = cases.map(({ id, study, seen, byCandidate }): CaseRow => {
    const first = candidates[0] === undefined ? undefined : byCandidate[candidates[0]]
    return {
      id,
      study,
      seen,
      dice: candidates.map((candidate) => caseDice(byCandidate[candidate], region)),
      efError: efError(first),
    }
  })
  const byName = (a: CaseRow, b: CaseRow) => a.id.localeCompare(b.id, 'en', { numeric: true })
  return rows.sort((a, b) => rank(b, sort) - rank(a, sort) || byName(a, b))
}

/** What comes first has the larger number. */
function rank(row: CaseRow, sort: CaseSort): number {
  const scores = row.dice.filter((dice) => dice !== null)
  switch (sort) {
    case 'name':
      return 0
    case 'worst':
      return row.dice[0] === null || row.dice[0] === undefined ? -1 : 1 - row.dice[0]
    case 'gap':
      return scores.length < 2 ? -1 : Math.max(...scores) - Math.min(...scores)
    case 'ef':
      return row.efError === null ? -1 : Math.abs(row.efError)
  }
}

/** Range of the dot plots: from the lowest score, rounded down to a twentieth, to 1. */
export function diceRange(rows: readonly CaseRow[]): readonly [number, number] {
  const lowest = Math.min(1, ...rows.flatMap(({ dice }) => dice.filter((value) => value !== null)))
  return [Math.max(0, Math.min(0.9, Math.floor(lowest * 20) / 20)), 1]
}
