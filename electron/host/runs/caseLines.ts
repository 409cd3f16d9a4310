import type { Experiment } from '#shared/domain/experiment'
import type { DatasetInspection, InspectedCase } from '#shared/ipc/dataset'
import type { PreflightLine } from '#shared/ipc/training'

/** The most cases that get a line of their own; the others share the last line by name. */
const mostLines = 12

/**
 * An amber line for each case that the run will meet and that is damaged or cannot be used whole, with what is wrong
 * with it (R-TR-1). Named splits leave out the cases that they do not name; files that became no case always count.
 */
export function caseLines({ data: { split } }: Experiment, { cases }: DatasetInspection): PreflightLine[] {
  const chosen = 'seed' in split ? null : new Set([...split.train, ...split.validation, ...split.test])
  const wrong = cases.flatMap((one) => {
    const isMet = chosen === null || chosen.has(one.id) || one.shape.length === 0
    const text = isMet ? trouble(one) : null
    return text === null ? [] : [{ id: one.id, text }]
  })
  const lines = wrong.slice(0, mostLines).map(({ text }) => warned(text))
  const rest = wrong.slice(mostLines).map(({ id }) => id)
  return rest.length > 0 ? [...lines, warned(`${rest.length} more with problems: ${rest.join(', ')}`)] : lines
}

const warned = (text: string): PreflightLine => ({
  level: 'warn',
  topic: 'Cases',
  text,
  remedy:
    'Mend or replace the files, or leave the case out. Without that the run goes on with what can be read.',
})

/** What is wrong with a case, in one line; null for a sound one. */
function trouble({ id, phases, volumesMl, problems }: InspectedCase): string | null {
  if (phases.still) return problems.length > 0 ? `${id}: ${problems.slice(0, 5).join(' ')}` : null
  const [ed, es] = [Object.keys(volumesMl.ed).length > 0, Object.keys(volumesMl.es).length > 0]
  const lone = ed !== es
  if (!lone && problems.length === 0) return null
  const missing = ed ? 'ES' : 'ED'
  const known = phases[ed ? 'es' : 'ed'] !== null
  const unexplained = known ? `Its ${missing} labels are missing.` : `Its ${missing} frame is not known.`
  const cause = problems.length > 0 ? problems.slice(0, 5).join(' ') : unexplained
  return `${id}: ${lone ? `${missing} will be left out. ` : ''}${cause}`
}
