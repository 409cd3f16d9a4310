import type { Contour, PointPx } from '#shared/domain/contour'
import { closedSpline, nearestOnRing } from '#shared/geometry/spline'
import { pointInRings } from '#shared/geometry/polygon'
import { curveHitPx, knotAt, nearestSide } from '../hitTest'
import { idle, live, type ToolOutcome, type ToolPointer, type ToolScene } from '../toolState'
import { dragKnot } from './dragKnot'
import { dragWhole } from './dragWhole'
import { drawSpline } from './drawSpline'
import { finishedSpline } from './splineContour'
import { splineKnots } from './splineKnots'

const fewestKnots = 3

/**
 * A press of the spline tool: a knot is dragged (with Alt taken out), a place on the curve becomes a new knot, Shift moves the whole
 * contour; anywhere else a new curve begins.
 */
export function pressSpline(at: ToolPointer, scene: ToolScene): ToolOutcome {
  const { contour } = scene
  return (contour && pressOnContour(at, scene, contour)) ?? live(drawSpline(scene, [at.image]))
}

function pressOnContour(at: ToolPointer, scene: ToolScene, contour: Contour): ToolOutcome | null {
  const knots = splineKnots(contour)
  const side = contour.rings
    .map((ring) => nearestSide(at.transform, ring, at.image))
    .find((found) => found !== null && found.distance <= curveHitPx)
  const knot = knotAt(at.transform, knots, at.image)
  if (at.shift && (side || knot !== null || pointInRings(contour.rings, at.image)))
    return live(dragWhole(scene, contour, at.image))
  if (knot !== null && at.alt)
    return knots.length > fewestKnots
      ? finishedSpline(scene, 'Remove point', knots.toSpliced(knot, 1))
      : idle()
  if (knot !== null) return live(dragKnot(scene, knots, knot))
  if (!side || at.alt) return null
  const index = insertionIndex(knots, at.image)
  return live(dragKnot(scene, knots.toSpliced(index, 0, side.point), index, 'Insert point'))
}

/** Where a new knot belongs among the knots: after the one whose span passes nearest to the point. */
function insertionIndex(knots: readonly PointPx[], at: PointPx): number {
  const nearest = nearestOnRing(closedSpline(knots, spanPoints), at)
  return Math.floor((nearest?.index ?? 0) / spanPoints) + 1
}
const spanPoints = 16
