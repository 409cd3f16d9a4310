import type { Refusal, StudyRow } from '#shared/domain/study'

/** All refusals of one code, for one line of Import problems. */
export interface ProblemGroup {
  readonly code: string
  /** `check`: the study is there, but look first; `left-out`: the file was not used. */
  readonly kind: 'left-out' | 'check'
  readonly items: readonly { readonly file: string; readonly cause: string }[]
  readonly remedy: string
}

/** Refusals by code, the most frequent first; then the studies with warnings as one group. */
export function problemGroups(refusals: readonly Refusal[], rows: readonly StudyRow[]): ProblemGroup[] {
  const byCode = new Map<string, ProblemGroup>()
  for (const { code, file, cause, remedy } of refusals) {
    const before = byCode.get(code)
    byCode.set(code, { code, kind: 'left-out', remedy, items: [...(before?.items ?? []), { file, cause }] })
  }
  const groups = [...byCode.values()].toSorted((a, b) => b.items.length - a.items.length)
  const warned = rows.flatMap(({ name, problems }) => problems.map((cause) => ({ file: name, cause })))
  if (warned.length > 0) groups.push({ code: 'STUDY_WARNING', kind: 'check', remedy: '', items: warned })
  return groups
}

/** What Copy details puts on the clipboard: one line a file. */
export const problemText = (groups: readonly ProblemGroup[]): string =>
  groups.flatMap(({ code, items }) => items.map(({ file, cause }) => `${code}\t${file}\t${cause}`)).join('\n')
