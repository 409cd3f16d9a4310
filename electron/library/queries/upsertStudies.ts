import type { CaseSource } from '#shared/domain/study'
import type { Index } from '../openIndex'
import { choosePlace } from './choosePlace'

export interface Upserted {
  /** Studies whose rows are new or say something else now. */
  readonly changed: readonly string[]
  /** Studies that the index did not have. */
  readonly added: readonly string[]
}

const known = `
  select source, online from places where study = ? and folder = ?
`
const place = `
  insert into places (study, folder, file, source, online, last_seen) values (?, ?, ?, ?, 1, ?)
  on conflict (study, folder) do update set file = excluded.file, source = excluded.source, online = 1, last_seen = excluded.last_seen
`
const study = `
  insert into studies (id, patient_id, last_seen, added_at) values (?, '', ?, ?)
  on conflict (id) do nothing
`

/** Adds cases, or renews what is known of them; review state, coverage and the date of adding stay. */
export function upsertStudies(
  index: Index,
  sources: readonly CaseSource[],
  now: string,
  addedAt: string = now,
): Upserted {
  const find = index.prepare(known)
  const has = index.prepare('select 1 from studies where id = ?')
  const keepPlace = index.prepare(place)
  const keepStudy = index.prepare(study)
  const seen = index.prepare('update places set last_seen = ? where study = ? and folder = ?')
  const seenRow = index.prepare('update studies set last_seen = ? where id = ? and folder = ?')
  const changed: string[] = []
  const added: string[] = []
  index.transaction(() => {
    for (const source of sources) {
      const { id, folder } = source
      const text = JSON.stringify(source)
      const before = find.get(id, folder) as { source: string; online: number } | undefined
      if (before?.source === text && before.online === 1) {
        seen.run(now, id, folder)
        seenRow.run(now, id, folder)
        continue
      }
      if (!has.get(id)) added.push(id)
      keepStudy.run(id, now, addedAt)
      keepPlace.run(id, folder, source.files[0] ?? '', text, now)
      choosePlace(index, [id])
      changed.push(id)
    }
  })()
  return { changed, added }
}
