import type { Index } from '../openIndex'

const sql = `
  select distinct other.id as id from studies mine
  join studies other on other.id <> mine.id and other.patient_id <> mine.patient_id
    and (other.study_uid = mine.study_uid or other.patient_key = mine.patient_key)
  where other.removed_at is null and mine.id in (select value from json_each(?))
`

/** Studies whose rows warn of one of these: another patient ID under the same study, or the same name. */
export const relatedStudies = (index: Index, ids: readonly string[]): string[] =>
  index
    .prepare(sql)
    .all(JSON.stringify(ids))
    .map((raw) => (raw as { id: string }).id)
