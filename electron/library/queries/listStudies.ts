import type { Clash, StudyRow } from '#shared/domain/study'
import type { Index } from '../openIndex'
import { StudyRecord, studyRow, type Annotation } from '../studyRecord'
import { onlyThese } from './onlyThese'
import { otherPlaces } from './otherPlaces'
import { namesakes, patientClashes } from './patientClashes'

/** What readers wrote and decided; it lies in files beside the index. */
export interface Written {
  annotation(study: string): Annotation | undefined
  decision(studyUid: string): Clash['decided']
}

/** Rows of these studies, as far as they were not removed, or of all (null). Thousands take long: ask for some. */
export function listStudies(
  index: Index,
  written: Written,
  ids: readonly string[] | null = null,
): StudyRow[] {
  const { sql, values } = onlyThese('id', ids)
  const clashes = patientClashes(index, ids)
  const named = namesakes(index, ids)
  const others = otherPlaces(index, ids)
  return index
    .prepare(`select * from studies where removed_at is null ${sql}`)
    .all(...values)
    .map((raw) => StudyRecord.parse(raw))
    .map((record) => {
      const clash = clashes.get(record.id)
      return studyRow(record, {
        clash: clash
          ? { studyUid: clash.uid, patients: [...clash.patients], decided: written.decision(clash.uid) }
          : null,
        namesakes: named.get(record.id)?.patients ?? [],
        otherPlaces: others.get(record.id) ?? [],
        annotation: written.annotation(record.id),
      })
    })
}
