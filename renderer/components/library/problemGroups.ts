import type { Refusal, StudyId, StudyRow } from '#shared/domain/study'

/** All refusals of one code, for one line of Import problems. */
export interface ProblemGroup {
  readonly code: string
  /** `blocked`: not used in data sets until it is settled; `check`: look first; `left-out`: the file was not used. */
  readonly kind: 'blocked' | 'check' | 'left-out'
  /** `study`: the row that it is about. */
  readonly items: readonly { readonly file: string; readonly cause: string; readonly study?: StudyId }[]
  readonly remedy: string
}

/** Studies whose patient is in doubt; those with warnings; then refusals by code, the most frequent first. */
export function problemGroups(refusals: readonly Refusal[], rows: readonly StudyRow[]): ProblemGroup[] {
  const byCode = new Map<string, ProblemGroup>()
  for (const { code, file, cause, remedy } of refusals) {
    const before = byCode.get(code)
    byCode.set(code, { code, kind: 'left-out', remedy, items: [...(before?.items ?? []), { file, cause }] })
  }
  const leftOut = [...byCode.values()].toSorted((a, b) => b.items.length - a.items.length)
  const inDoubt = rows.filter(({ clash }) => clash && !clash.decided)
  const warned = rows.filter((row) => !inDoubt.includes(row))
  const studies = (kind: 'blocked' | 'check', code: string, of: readonly StudyRow[]): ProblemGroup[] => {
    const items = of.flatMap(({ id, name, problems }) =>
      problems.map((cause) => ({ file: name, cause, study: id })),
    )
    return items.length > 0 ? [{ code, kind, remedy: '', items }] : []
  }
  return [
    ...studies('blocked', 'STUDY_TWO_PATIENTS', inDoubt),
    ...studies('check', 'STUDY_WARNING', warned),
    ...leftOut,
  ]
}

/** What Copy details puts on the clipboard: one line a file. */
export const problemText = (groups: readonly ProblemGroup[]): string =>
  groups.flatMap(({ code, items }) => items.map(({ file, cause }) => `${code}\t${file}\t${cause}`)).join('\n')
