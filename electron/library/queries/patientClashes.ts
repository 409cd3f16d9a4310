import { z } from '#shared/domain/schema'
import type { Index } from '../openIndex'

const sql = `
  select mine.id as id, other.patient_id as patient from studies mine
  join studies other on other.study_uid = mine.study_uid and other.patient_id <> mine.patient_id
  where mine.removed_at is null and other.removed_at is null
  group by mine.id, other.patient_id
`
const Row = z.object({ id: z.string(), patient: z.string() })

/** Studies whose StudyInstanceUID stands under another patient too, with those patients' ids (R-LIB-4). */
export function patientClashes(index: Index): ReadonlyMap<string, readonly string[]> {
  const clashes = new Map<string, string[]>()
  for (const raw of index.prepare(sql).all()) {
    const { id, patient } = Row.parse(raw)
    clashes.set(id, [...(clashes.get(id) ?? []), patient])
  }
  return clashes
}
