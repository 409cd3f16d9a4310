import type { CaseSource } from '#shared/domain/study'
import type { Index } from '../openIndex'

const sql = `
  insert into studies (id, source, patient_id, study_uid, online, last_seen, added_at)
  values (?, ?, ?, ?, 1, ?, ?)
  on conflict (id) do update set
    source = excluded.source, patient_id = excluded.patient_id, study_uid = excluded.study_uid,
    online = 1, last_seen = excluded.last_seen, removed_at = null
`

/** Adds cases, or renews what is known of them; review state, coverage and the date of adding stay. */
export function upsertStudies(index: Index, sources: readonly CaseSource[], now: string): void {
  const statement = index.prepare(sql)
  index.transaction(() => {
    for (const source of sources) {
      const uid = source.detail.studyUid
      statement.run(
        source.id,
        JSON.stringify(source),
        source.patientId,
        typeof uid === 'string' ? uid : null,
        now,
        now,
      )
    }
  })()
}
