import type { CaseSource, StudyRow } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import type { Index } from '../openIndex'
import { sourceOf, StudyRecord, studyRow } from '../studyRecord'
import { patientClashes } from './patientClashes'

/** One study's row and source. Throws NOT_FOUND. */
export function findStudy(index: Index, id: string): { row: StudyRow; source: CaseSource } {
  const raw = index.prepare('select * from studies where id = ? and removed_at is null').get(id)
  if (!raw) throw new SeptumError('NOT_FOUND', { kind: 'study', id })
  const record = StudyRecord.parse(raw)
  return { row: studyRow(record, patientClashes(index).get(id)), source: sourceOf(record) }
}
