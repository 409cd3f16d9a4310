import { CaseSource } from '#shared/domain/study'
import type { Index } from '../openIndex'
import { onlyThese } from './onlyThese'

const all = `
  select places.source as source from studies
  join places on places.study = studies.id and places.folder = studies.folder
  where studies.removed_at is null
`

/** The sources of all rows that were not removed, or of some. */
export function listSources(index: Index, ids: readonly string[] | null = null): CaseSource[] {
  const { sql, values } = onlyThese('studies.id', ids)
  return index
    .prepare(`${all} ${sql} order by studies.id`)
    .all(...values)
    .map((raw) => CaseSource.parse(JSON.parse((raw as { source: string }).source)))
}
