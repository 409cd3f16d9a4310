import type { Contour, PointPx } from '#shared/domain/contour'
import type { Edit, Segmentation } from '#shared/domain/segmentation'
import { closedSpline, defaultPointsPerSpan, knotsOf, nearestOnRing } from '#shared/geometry/spline'
import { byHand, contourChange, edit, labelled, placeOf, type Gesture } from './gesture'

/** Fewer knots close no curve (features E-1). */
export const fewestKnots = 3

/** The knots by which a contour is edited: its own, or knots laid on its first ring. */
export const editableKnots = (contour: Contour): PointPx[] =>
  contour.knots ? [...contour.knots] : knotsOf(contour.rings[0] ?? [])

/** Dragging a knot: its neighbours stay, and the curve changes only two spans to either side. */
export const moveKnot = (
  segmentation: Segmentation,
  contour: Contour,
  index: number,
  to: PointPx,
  gesture: Gesture,
): Edit => {
  const knots = editableKnots(contour)
  if (!knots[index]) throw new Error(`There is no knot ${index} among ${knots.length}`)
  return withKnots(segmentation, contour, knots.with(index, to), gesture, 'Move point')
}

/** A new knot on the curve, between the two knots whose span passes nearest to `near`. */
export function insertKnot(
  segmentation: Segmentation,
  contour: Contour,
  near: PointPx,
  gesture: Gesture,
): Edit | null {
  const knots = editableKnots(contour)
  const found = nearestOnRing(closedSpline(knots), near)
  if (!found) return null
  const after = Math.floor(found.index / defaultPointsPerSpan) + 1
  return withKnots(segmentation, contour, knots.toSpliced(after, 0, found.point), gesture, 'Insert point')
}

/** Taking a knot out; null when only three are left. */
export function deleteKnot(
  segmentation: Segmentation,
  contour: Contour,
  index: number,
  gesture: Gesture,
): Edit | null {
  const knots = editableKnots(contour)
  if (knots.length <= fewestKnots) return null
  return withKnots(segmentation, contour, knots.toSpliced(index, 1), gesture, 'Delete point')
}

function withKnots(
  segmentation: Segmentation,
  contour: Contour,
  knots: PointPx[],
  gesture: Gesture,
  verb: string,
): Edit {
  const after = contourThrough(contour, knots, gesture.actor)
  const change = contourChange(segmentation, contour, after)
  return edit(gesture, labelled(verb, contour), placeOf(contour), [change])
}

/** The contour with its first ring laid through the knots, the other rings kept: what a drag previews. */
export const contourThrough = (contour: Contour, knots: readonly PointPx[], actor: string): Contour => ({
  ...byHand(contour, actor),
  rings: [closedSpline(knots), ...contour.rings.slice(1)],
  knots: [...knots],
})
