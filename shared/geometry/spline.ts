import type { PointPx } from '#shared/domain/contour'
import type { Ring } from './polygon'
import { fittedKnots } from './knotFit'
import { nearestOnEdge, span } from './splineSpan'

/** Points that `closedSpline` lays on each span between two knots, the first knot included. */
export const defaultPointsPerSpan = 16

/**
 * The closed centripetal Catmull-Rom curve through the knots, as a dense ring that holds each knot (features E-1).
 * The parameter grows with the square root of the chord, which keeps the curve free of loops and cusps between knots
 * (Yuksel, Schaefer & Keyser, CAD 2011, doi:10.1016/j.cad.2010.08.008). A knot bends the two spans on either side of
 * it and no more. Fewer than three different knots answer themselves.
 */
export function closedSpline(knots: Ring, pointsPerSpan = defaultPointsPerSpan): PointPx[] {
  const points = withoutRepeats(knots)
  const n = points.length
  if (n < 3) return points
  return points.flatMap((from, i) =>
    span(points[(i + n - 1) % n]!, from, points[(i + 1) % n]!, points[(i + 2) % n]!, pointsPerSpan),
  )
}

const withoutRepeats = (knots: Ring): PointPx[] =>
  knots.filter((knot, i) => {
    const before = knots[(i + knots.length - 1) % knots.length]!
    return knots.length === 1 || Math.hypot(knot.x - before.x, knot.y - before.y) > 1e-9
  })

export interface NearestOnRing {
  /** The edge from point `index` to the next holds the nearest point. */
  readonly index: number
  readonly point: PointPx
  readonly distancePx: number
}

/** The point of the closed line that is nearest to `point`, or null for a ring without points. */
export function nearestOnRing(ring: Ring, point: PointPx): NearestOnRing | null {
  let nearest: NearestOnRing | null = null
  ring.forEach((a, index) => {
    const on = nearestOnEdge(a, ring[(index + 1) % ring.length]!, point)
    const distancePx = Math.hypot(on.x - point.x, on.y - point.y)
    if (!nearest || distancePx < nearest.distancePx) nearest = { index, point: on, distancePx }
  })
  return nearest
}

/**
 * Knots chosen so that `closedSpline` follows a dense ring closely, without shrinking it: what makes a model's or an
 * imported contour editable point by point. Rings shorter than two pixels a knot get fewer, at least four.
 */
export const knotsOf = (ring: Ring, count = 10): PointPx[] => fittedKnots(ring, count)
