import type { PointPx } from '#shared/domain/contour'
import type { Change, Edit } from '#shared/domain/segmentation'

/** What a step of the history touches on one slice at one phase. */
export interface ChangedPlace {
  /** Outlines that are there now, or were until now, image pixels; none for a flag, a mark and the like. */
  readonly rings: readonly (readonly PointPx[])[]
}

/** What a step changes on this slice at this phase, both from 0; null: nothing. */
export function changedPlace(
  { place, changes }: Pick<Edit, 'place' | 'changes'>,
  slice: number,
  phase: number,
): ChangedPlace | null {
  const contours = changes.filter((change) => change.kind === 'contour')
  const rings = contours.flatMap((change) => ringsAt(change, slice, phase))
  const onlyState = contours.length === 0 && place?.slice === slice && place.phase === phase
  return rings.length || onlyState ? { rings } : null
}

function ringsAt({ before, after }: Extract<Change, { kind: 'contour' }>, slice: number, phase: number) {
  const contour = after ?? before
  return contour?.slice === slice && contour.phase === phase ? contour.rings : []
}
