import type { PointPx } from '#shared/domain/contour'
import type { Ring } from './polygon'
import { respaced, softened } from './respacing'
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

const pointsBetweenKnots = 16

/**
 * Knots on a dense ring, chosen so that `closedSpline` follows the ring closely: what makes a model's or an imported
 * contour editable point by point. They start evenly spaced and slide along the ring, one after another, for as long
 * as that brings the curve nearer. Rings shorter than two pixels a knot get fewer, at least four.
 */
export function knotsOf(ring: Ring, count = 10): PointPx[] {
  if (ring.length < 3) return [...ring]
  const lengthPx = ring.reduce((sum, p, i) => {
    const q = ring[(i + 1) % ring.length]!
    return sum + Math.hypot(q.x - p.x, q.y - p.y)
  }, 0)
  const knots = Math.max(4, Math.min(count, Math.floor(lengthPx / 2)))
  const dense = softened(respaced(ring, knots * pointsBetweenKnots))
  const places = Array.from({ length: knots }, (_, i) => i * pointsBetweenKnots)
  for (const step of [6, 3, 2, 1]) for (let pass = 0; pass < 2; pass++) slide(dense, places, step)
  return places.map((place) => dense[place % dense.length]!)
}

/** Moves each knot by `step` points where that makes the four spans that it bends follow the ring more closely. */
function slide(dense: Ring, places: number[], step: number): void {
  const n = places.length
  const total = dense.length
  const gap = (from: number, to: number) => (((to - from) % total) + total) % total
  for (let i = 0; i < n; i++) {
    const [before, after] = [places[(i + n - 1) % n]!, places[(i + 1) % n]!]
    const start = places[i]!
    let best = { place: start, misfit: misfitAround(dense, places, i) }
    for (const place of [start + step, start - step]) {
      // At least three points stay on either side, or neighbouring knots would meet.
      if (gap(before, place) < 3 || gap(place, after) < 3 || gap(before, place) > gap(before, after)) continue
      places[i] = ((place % total) + total) % total
      const misfit = misfitAround(dense, places, i)
      if (misfit < best.misfit) best = { place: places[i]!, misfit }
    }
    places[i] = best.place
  }
}

function misfitAround(dense: Ring, places: readonly number[], knot: number): number {
  let misfit = 0
  for (let offset = -2; offset <= 1; offset++) misfit += spanMisfit(dense, places, knot + offset)
  return misfit
}

/** Sum of squared distances, in square pixels, of the ring's points along one span from the curve. */
function spanMisfit(dense: Ring, places: readonly number[], from: number): number {
  const n = places.length
  const at = (i: number) => places[(i + 2 * n) % n]!
  const knot = (i: number) => dense[at(i)]!
  const curve = [...span(knot(from - 1), knot(from), knot(from + 1), knot(from + 2), 8), knot(from + 1)]
  const count = (at(from + 1) - at(from) + dense.length) % dense.length
  let misfit = 0
  for (let i = 1; i < count; i++) {
    const point = dense[(at(from) + i) % dense.length]!
    let nearest = Infinity
    for (let s = 1; s < curve.length; s++) {
      const on = nearestOnEdge(curve[s - 1]!, curve[s]!, point)
      nearest = Math.min(nearest, (on.x - point.x) ** 2 + (on.y - point.y) ** 2)
    }
    misfit += nearest
  }
  return misfit
}
