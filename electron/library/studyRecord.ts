import { z } from '#shared/domain/schema'
import { ReviewState } from '#shared/domain/segmentation'
import { CaseSource, coverageOfAll, Coverage, type Clash, type StudyRow } from '#shared/domain/study'
import { BoundaryId } from '#shared/domain/structures'

/** One line of the table as SQLite gives it. */
export const StudyRecord = z.object({
  id: z.string(),
  folder: z.string(),
  shown: z.string(),
  study_uid: z.string().nullable(),
  review: ReviewState,
  coverage: z.string(),
  ef_percent: z.number().nullable(),
  online: z.number(),
  last_seen: z.string(),
  added_at: z.string(),
})
export type StudyRecord = z.infer<typeof StudyRecord>

/** The part of a source that the table shows: without the files, which are many. */
const Shown = CaseSource.omit({ files: true, detail: true, ed: true, es: true })

/** What a reader wrote about a study; it is kept beside the index, in files. */
export interface Annotation {
  readonly tags: readonly string[]
  readonly note: string
}

/** What a row says beside its own record. */
export interface RowExtras {
  readonly clash: Clash | null
  /** Other patient IDs under which someone of this name and birth date is filed. */
  readonly namesakes: readonly string[]
  readonly otherPlaces: readonly string[]
  readonly annotation: Annotation | undefined
}

const CoverageText = z.partialRecord(BoundaryId, Coverage)

export const shownText = ({
  files: _files,
  detail: _detail,
  ed: _ed,
  es: _es,
  ...shown
}: CaseSource): string => JSON.stringify(shown)

/** A record as the Library shows it. */
export function studyRow(
  record: StudyRecord,
  { clash, namesakes, otherPlaces, annotation }: RowExtras,
): StudyRow {
  const { labelled, problems, ...shown } = Shown.parse(JSON.parse(record.shown))
  const brought = (boundary: BoundaryId): Coverage => (labelled.includes(boundary) ? 'full' : 'none')
  const { decided } = clash ?? { decided: null }
  return {
    ...shown,
    ...(decided?.decision === 'same' && decided.patientId !== null ? { patientId: decided.patientId } : {}),
    review: record.review,
    coverage: {
      ...coverageOfAll(brought),
      ...CoverageText.parse(JSON.parse(record.coverage)),
    },
    efPercent: record.ef_percent,
    problems: [
      ...(clash && !decided ? [clashProblem(clash.patients)] : []),
      ...(namesakes.length ? [namesakeProblem(namesakes)] : []),
      ...(otherPlaces.length ? [placesProblem(otherPlaces)] : []),
      ...problems,
    ],
    studyUid: record.study_uid,
    clash,
    otherPlaces: [...otherPlaces],
    tags: [...(annotation?.tags ?? [])],
    note: annotation?.note ?? '',
    online: record.online === 1,
    lastSeen: record.last_seen,
    addedAt: record.added_at,
  }
}

const clashProblem = (patients: readonly string[]) =>
  `The same study exists under another patient ID (${patients.join(', ')}); it is left out of data sets until this is resolved`
const namesakeProblem = (patients: readonly string[]) =>
  `A patient of the same name is filed under another ID (${patients.join(', ')}): if it is one person, keep both on one side of a split`
const placesProblem = (folders: readonly string[]) =>
  `The same study also lies in ${folders.join(', ')}; it is listed and counted once`
