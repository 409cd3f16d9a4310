import type { CaseReader } from '#electron/datasets/adapter'

export type PhaseName = 'ed' | 'es'

/** The most problems of one case that are written out. */
const mostCauses = 5

/**
 * What a run must say of a case that it cannot use whole: the volumes that are left out, and what is wrong with its files.
 * `used` are the phases with labels. Null for a sound case. Asked for once the reader has given its labels.
 */
export function caseNote(
  {
    opened,
    problems,
  }: Pick<CaseReader, 'problems'> & {
    readonly opened: Pick<CaseReader['opened'], 'name' | PhaseName>
  },
  used: readonly PhaseName[],
): string | null {
  const left = (['ed', 'es'] as const).filter((phase) => !used.includes(phase))
  if (left.length === 0 && problems.length === 0) return null
  const named = left.map((phase) => phase.toUpperCase()).join(' and ')
  const unexplained = left.map((phase) =>
    opened[phase] === null
      ? `Its ${phase.toUpperCase()} frame is not known.`
      : `Its ${phase.toUpperCase()} labels are missing.`,
  )
  const causes = problems.length > 0 ? problems : unexplained
  const more = causes.length - mostCauses
  const rest = more > 0 ? ` And ${more} more problems.` : ''
  return `${opened.name}: ${named ? `${named} left out. ` : ''}${causes.slice(0, mostCauses).join(' ')}${rest}`
}

/** The most refused files that are named one by one; a folder of thousands of damaged files stays readable. */
const mostNamed = 20

/** Files of the data folder that no case could take up, a sentence each. */
export function refusalNotes(refusals: readonly { readonly cause: string }[]): string[] {
  const notes = refusals.slice(0, mostNamed).map(({ cause }) => `Not used: ${cause}`)
  const more = refusals.length - notes.length
  return more > 0 ? [...notes, `Not used: ${more} more damaged or unreadable files.`] : notes
}
