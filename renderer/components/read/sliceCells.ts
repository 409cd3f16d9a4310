import { contourKey } from '#shared/domain/contour'
import { placeKey, type Segmentation } from '#shared/domain/segmentation'
import { boundaryIds } from '#shared/domain/structures'

/** What one slice holds at one phase, for the strip: the state that asks most of the reader wins. */
export type SliceCell = 'empty' | 'draft' | 'accepted' | 'edited' | 'imported' | 'flagged'

/** The state of one slice at one phase. */
export function sliceCell(segmentation: Segmentation, slice: number, phase: number): SliceCell {
  if (segmentation.flagged.has(placeKey(slice, phase))) return 'flagged'
  const found = boundaryIds.flatMap(
    (boundary) => segmentation.contours.get(contourKey({ boundary, slice, phase })) ?? [],
  )
  if (found.length === 0) return 'empty'
  if (found.some(({ state }) => state === 'draft')) return 'draft'
  if (found.some(({ source }) => source === 'edited')) return 'edited'
  return found.every(({ source }) => source === 'imported') ? 'imported' : 'accepted'
}
