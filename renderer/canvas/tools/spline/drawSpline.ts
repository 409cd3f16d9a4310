import type { Contour, PointPx } from '#shared/domain/contour'
import { closedSpline } from '#shared/geometry/spline'
import { centroid, pointInRings } from '#shared/geometry/polygon'
import { committedRing, onImage } from '../committedRing'
import { knotHitPx, screenDistance } from '../hitTest'
import { readerContour } from '../readerContour'
import {
  finished,
  idle,
  live,
  type ToolOutcome,
  type ToolPointer,
  type ToolScene,
  type ToolState,
} from '../toolState'

/**
 * Drawing a spline click by click. From the third knot the closed curve is shown; Enter, a double click, or a click within 8 px of the
 * first knot closes it.
 */
export function drawSpline(
  scene: ToolScene,
  knots: readonly PointPx[],
  pointer: PointPx | null = null,
): ToolState {
  const tentative = pointer ? [...knots, pointer] : knots
  const curve = tentative.length > 2 ? closedSpline(tentative) : tentative
  const closed = curve.length > 2 ? [...curve, curve[0]!] : curve
  return {
    preview: { open: closed, knots, hotKnot: null },
    move: ({ image }) => live(drawSpline(scene, knots, onImage(image, scene.plane))),
    release: () => live(drawSpline(scene, knots, pointer)),
    press(at) {
      if (knots.length >= 3 && closes(at, knots[0]!)) return closedCurve(scene, knots)
      const last = knots.at(-1)
      if (last && screenDistance(at.transform, last, at.image) < 2)
        return live(drawSpline(scene, knots, null))
      return live(drawSpline(scene, [...knots, onImage(at.image, scene.plane)], null))
    },
    confirm: () => (knots.length >= 3 ? closedCurve(scene, knots) : live(drawSpline(scene, knots, pointer))),
    removeLast: () => (knots.length > 1 ? live(drawSpline(scene, knots.slice(0, -1), pointer)) : idle()),
  }
}

const closes = (at: ToolPointer, first: PointPx) => screenDistance(at.transform, first, at.image) <= knotHitPx

/** A curve round or inside the contour that is there takes its place; one elsewhere becomes a further ring of it. */
function closedCurve(scene: ToolScene, knots: readonly PointPx[]): ToolOutcome {
  const committed = committedRing(closedSpline(knots), scene.plane)
  if (committed.kind === 'refused') return idle(committed.hint)
  const { ring, changed } = committed
  const apart = scene.contour && !meets(scene.contour, ring) ? scene.contour.rings : []
  const ownKnots = changed || apart.length ? null : knots
  return finished('Draw', readerContour(scene, [...apart, ring], ownKnots))
}

const meets = ({ rings }: Contour, ring: readonly PointPx[]): boolean =>
  rings.some((other) => pointInRings([ring], centroid(other))) ||
  pointInRings(rings, centroid(ring)) ||
  ring.some((point) => pointInRings(rings, point))
