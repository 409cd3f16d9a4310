import { isStill, phaseWord, type PhaseName } from '#shared/domain/measuredPhases'
import type { CaseSource } from '#shared/domain/study'
import type { CaseReader } from '#electron/datasets/adapter'
import { clashProblem, patientClashes } from '#electron/datasets/patientClashes'

/** Cases that may be another patient's; in a workspace such a run is refused before it begins (R-LIB-4). */
export const clashNotes = (sources: readonly CaseSource[]): string[] =>
  [...patientClashes(sources)].map(([{ name }, patients]) => `${name}: ${clashProblem(patients)}`)

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
    readonly opened: Pick<CaseReader['opened'], 'name' | 'ed' | 'es'> & {
      readonly grid: { readonly phases: number }
    }
  },
  used: readonly PhaseName[],
): string | null {
  if (isStill(opened, opened.grid.phases)) return stillNote(opened.name, problems, used.includes('still'))
  const left = (['ed', 'es'] as const).filter((phase) => !used.includes(phase))
  if (left.length === 0 && problems.length === 0) return null
  const named = left.map(phaseWord).join(' and ')
  const unexplained = left.map((phase) =>
    opened[phase] === null
      ? `Its ${phase.toUpperCase()} frame is not known.`
      : `Its ${phase.toUpperCase()} labels are missing.`,
  )
  const causes = problems.length > 0 ? problems : unexplained
  return `${opened.name}: ${named ? `${named} left out. ` : ''}${listed(causes)}`
}

/** The same of a case with one image. */
function stillNote(name: string, problems: readonly string[], used: boolean): string | null {
  if (used) return problems.length > 0 ? `${name}: ${listed(problems)}` : null
  return `${name}: left out. ${problems.length > 0 ? listed(problems) : 'Its labels are missing.'}`
}

function listed(causes: readonly string[]): string {
  const more = causes.length - mostCauses
  return `${causes.slice(0, mostCauses).join(' ')}${more > 0 ? ` And ${more} more problems.` : ''}`
}

/** The most refused files that are named one by one; a folder of thousands of damaged files stays readable. */
const mostNamed = 20

/** Files of the data folder that no case could take up, a sentence each. */
export function refusalNotes(refusals: readonly { readonly cause: string }[]): string[] {
  const notes = refusals.slice(0, mostNamed).map(({ cause }) => `Not used: ${cause}`)
  const more = refusals.length - notes.length
  return more > 0 ? [...notes, `Not used: ${more} more damaged or unreadable files.`] : notes
}
