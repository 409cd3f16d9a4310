import type { Contour, PointPx } from '#shared/domain/contour'
import type { BoundaryId } from '#shared/domain/structures'
import { knotsOf } from '#shared/geometry/spline'

const fitted = new WeakMap<Contour, readonly PointPx[]>()
/** The left ventricle is rounder than anything else. */
const knotCount = (boundary: BoundaryId) => (boundary === 'lv-endo' || boundary === 'lv-epi' ? 10 : 12)

/** The spline points of a contour: its own, or ones fitted to its first ring when it was not drawn as a spline. */
export function splineKnots(contour: Contour): readonly PointPx[] {
  if (contour.knots) return contour.knots
  const known = fitted.get(contour)
  if (known) return known
  const knots = knotsOf(contour.rings[0] ?? [], knotCount(contour.boundary))
  fitted.set(contour, knots)
  return knots
}
