import { baseSegmentation } from '#shared/editing/baseSegmentation'
import { emptyHistory, replay } from '#shared/editing/history'
import { cardiacFunction } from '#shared/geometry/volumes'
import type { JournalEntry, Segmentation } from '#shared/domain/segmentation'
import { isStill } from '#shared/domain/measuredPhases'
import { coverageOfAll, type Coverage, type OpenedCase } from '#shared/domain/study'
import type { BoundaryId } from '#shared/domain/structures'
import type { StudyState } from '#electron/library/queries/setStudyState'

/** What a study's journal says now, on top of what its source brought. */
export const segmentationNow = (entries: readonly JournalEntry[], opened: OpenedCase): Segmentation =>
  replay(entries, { segmentation: baseSegmentation(opened), history: emptyHistory }).segmentation

/** What the Library shows of a study: where the reader stands, how full its contours are, and its EF. */
export function studyState(entries: readonly JournalEntry[], opened: OpenedCase): StudyState {
  const segmentation = segmentationNow(entries, opened)
  const { review } = segmentation
  return {
    review: review === 'new' && entries.length ? 'in-progress' : review,
    coverage: coverageOfAll((boundary) => coverageOf(segmentation, boundary, opened.grid.phases)),
    efPercent: cardiacFunction(segmentation, opened.grid).values.efPercent,
  }
}

/**
 * Full: drawn at ED and at ES, or in the only image, each without a gap between its first and last slice. Half: drawn
 * somewhere.
 */
function coverageOf({ contours, marks }: Segmentation, boundary: BoundaryId, phases: number): Coverage {
  const drawn = [...contours.values()].filter(
    (contour) => contour.boundary === boundary && contour.rings.length > 0,
  )
  const whole = (phase: number | null) => {
    const slices = drawn.filter((contour) => contour.phase === phase).map(({ slice }) => slice)
    return slices.length > 0 && Math.max(...slices) - Math.min(...slices) + 1 === slices.length
  }
  if (!drawn.length) return 'none'
  const still = isStill(marks, phases) && whole(0)
  return still || (whole(marks.ed) && whole(marks.es)) ? 'full' : 'half'
}
