import type { Index } from '../openIndex'
import { onlyThese } from './onlyThese'

const all = `
  select places.study as study, places.folder as folder from places
  join studies on studies.id = places.study
  where places.online = 1 and places.folder <> studies.folder
`

/** By study: the folders, beside the one that is used, where it lies too (F-LI-6). Of some studies, or of all (null). */
export function otherPlaces(
  index: Index,
  ids: readonly string[] | null,
): ReadonlyMap<string, readonly string[]> {
  const { sql, values } = onlyThese('places.study', ids)
  const found = new Map<string, string[]>()
  for (const raw of index.prepare(`${all} ${sql} order by places.folder`).all(...values)) {
    const { study, folder } = raw as { study: string; folder: string }
    found.set(study, [...(found.get(study) ?? []), folder])
  }
  return found
}
