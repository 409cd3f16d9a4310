import { contourKey } from '#shared/domain/contour'
import type { Segmentation } from '#shared/domain/segmentation'
import type { OpenedCase } from '#shared/domain/study'

/**
 * What stands before the first edit of a journal: the contours that the source brought and its phases of ED and ES. It is no edit, so
 * that undoing everything leads back to it, and opening a study writes nothing; edits hold what they replace of it.
 */
export function baseSegmentation({
  imported,
  ed,
  es,
}: Pick<OpenedCase, 'imported' | 'ed' | 'es'>): Segmentation {
  return {
    contours: new Map(imported.map((contour) => [contourKey(contour), contour])),
    marks: { ed, es },
    excluded: new Set(),
    flagged: new Set(),
    review: 'new',
  }
}
