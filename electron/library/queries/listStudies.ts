import type { StudyRow } from '#shared/domain/study'
import type { Index } from '../openIndex'
import { StudyRecord, studyRow } from '../studyRecord'
import { patientClashes } from './patientClashes'

/** All rows that were not removed, in the order of their names (10 after 9). */
export function listStudies(index: Index): StudyRow[] {
  const records = index.prepare('select * from studies where removed_at is null').all()
  const clashes = patientClashes(index)
  const order = new Intl.Collator('en', { numeric: true })
  return records
    .map((raw) => StudyRecord.parse(raw))
    .map((record) => studyRow(record, clashes.get(record.id)))
    .sort((a, b) => order.compare(a.name, b.name) || order.compare(a.id, b.id))
}
