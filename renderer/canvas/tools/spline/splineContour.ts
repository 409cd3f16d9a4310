import type { Contour, PointPx } from '#shared/domain/contour'
import { closedSpline } from '#shared/geometry/spline'
import { committedRing, onImage } from '../committedRing'
import { readerContour } from '../readerContour'
import { finished, idle, type EditVerb, type ToolOutcome, type ToolScene } from '../toolState'

/** The contour that runs through these knots; further rings of the one before stay. */
export function splineContour(scene: ToolScene, knots: readonly PointPx[]): Contour {
  return readerContour(scene, [closedSpline(knots), ...(scene.contour?.rings.slice(1) ?? [])], knots)
}

/** Ends a gesture on knots: the contour as it may be stored, with its knots as long as they still describe it. */
export function finishedSpline(scene: ToolScene, verb: EditVerb, knots: readonly PointPx[]): ToolOutcome {
  const inside = knots.map((knot) => onImage(knot, scene.plane))
  const committed = committedRing(closedSpline(inside), scene.plane)
  if (committed.kind === 'refused') return idle(committed.hint)
  const others = scene.contour?.rings.slice(1) ?? []
  return finished(verb, readerContour(scene, [committed.ring, ...others], committed.changed ? null : inside))
}
