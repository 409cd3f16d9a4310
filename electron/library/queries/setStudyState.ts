import type { ReviewState } from '#shared/domain/segmentation'
import type { Coverage } from '#shared/domain/study'
import type { BoundaryId } from '#shared/domain/structures'
import type { Index } from '../openIndex'

/** What the Library shows of a study's contours; it follows from the study's journal. */
export interface StudyState {
  readonly review: ReviewState
  readonly coverage: Readonly<Record<BoundaryId, Coverage>>
  readonly efPercent: number | null
}

export function setStudyState(index: Index, id: string, { review, coverage, efPercent }: StudyState): void {
  index
    .prepare('update studies set review = ?, coverage = ?, ef_percent = ? where id = ?')
    .run(review, JSON.stringify(coverage), efPercent, id)
}
