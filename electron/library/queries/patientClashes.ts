import { z } from '#shared/domain/schema'
import type { Index } from '../openIndex'
import { onlyThese } from './onlyThese'

const ofStudy = `
  select mine.id as id, mine.study_uid as uid, other.patient_id as patient from studies mine
  join studies other on other.study_uid = mine.study_uid and other.patient_id <> mine.patient_id
  where mine.removed_at is null and other.removed_at is null
`
const ofName = `
  select mine.id as id, '' as uid, other.patient_id as patient from studies mine
  join studies other on other.patient_key = mine.patient_key and other.patient_id <> mine.patient_id
  where mine.removed_at is null and other.removed_at is null
    and (mine.birth_date is null or other.birth_date is null or mine.birth_date = other.birth_date)
`
const Row = z.object({ id: z.string(), uid: z.string(), patient: z.string() })

export interface Confusion {
  readonly uid: string
  readonly patients: readonly string[]
}

/** By study: other patients that carry its StudyInstanceUID (R-LIB-4). Of some studies, or of all (null). */
export const patientClashes = (index: Index, ids: readonly string[] | null) => grouped(index, ofStudy, ids)

/** By study: other IDs under which a patient of the same name, and birth date where both have one, is filed (F-LI-6). */
export const namesakes = (index: Index, ids: readonly string[] | null) => grouped(index, ofName, ids)

function grouped(index: Index, pairs: string, ids: readonly string[] | null): ReadonlyMap<string, Confusion> {
  const { sql, values } = onlyThese('mine.id', ids)
  const statement = index.prepare(
    `${pairs} ${sql} group by mine.id, other.patient_id order by mine.id, other.patient_id`,
  )
  const found = new Map<string, { uid: string; patients: string[] }>()
  for (const raw of statement.all(...values)) {
    const { id: study, uid, patient } = Row.parse(raw)
    const known = found.get(study)
    if (known) known.patients.push(patient)
    else found.set(study, { uid, patients: [patient] })
  }
  return found
}
