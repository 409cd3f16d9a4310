import { z } from '#shared/domain/schema'
import { ReviewState } from '#shared/domain/segmentation'
import { CaseSource, Coverage, type StudyRow } from '#shared/domain/study'
import { BoundaryId } from '#shared/domain/structures'

/** One line of the table as SQLite gives it. */
export const StudyRecord = z.object({
  id: z.string(),
  source: z.string(),
  patient_id: z.string(),
  study_uid: z.string().nullable(),
  review: ReviewState,
  coverage: z.string(),
  ef_percent: z.number().nullable(),
  online: z.number(),
  last_seen: z.string(),
  added_at: z.string(),
  removed_at: z.string().nullable(),
})
export type StudyRecord = z.infer<typeof StudyRecord>

const CoverageText = z.partialRecord(BoundaryId, Coverage)

export const sourceOf = (record: StudyRecord): CaseSource => CaseSource.parse(JSON.parse(record.source))

/** A record as the Library shows it; `clash` names other patients that carry the same study (R-LIB-4). */
export function studyRow(record: StudyRecord, clash: readonly string[] = []): StudyRow {
  const { files: _files, detail: _detail, ed: _ed, es: _es, labelled, problems, ...shown } = sourceOf(record)
  const brought = (boundary: BoundaryId): Coverage => (labelled.includes(boundary) ? 'full' : 'none')
  return {
    ...shown,
    review: record.review,
    coverage: {
      'lv-endo': brought('lv-endo'),
      'lv-epi': brought('lv-epi'),
      'rv-endo': brought('rv-endo'),
      'rv-epi': brought('rv-epi'),
      ...CoverageText.parse(JSON.parse(record.coverage)),
    },
    efPercent: record.ef_percent,
    problems: clash.length ? [clashProblem(clash), ...problems] : problems,
    online: record.online === 1,
    lastSeen: record.last_seen,
    addedAt: record.added_at,
  }
}

const clashProblem = (patients: readonly string[]) =>
  `The same study exists under another patient ID (${patients.join(', ')}); it is left out of data sets until this is resolved`
