import type { PointPx } from '#shared/domain/contour'
import type { Ring } from './polygon'
import { respaced, softened } from './respacing'
import { nearestOnEdge, span } from './splineSpan'

const pointsBetweenKnots = 16
/** Points of the curve on each span against which the ring is held. */
const curvePoints = 8

/** `knotsOf`: knots start evenly spaced, slide along the ring, then leave it so that the curve runs through its middle. */
export function fittedKnots(ring: Ring, count: number): PointPx[] {
  if (ring.length < 3) return [...ring]
  const lengthPx = ring.reduce((sum, p, i) => {
    const q = ring[(i + 1) % ring.length]!
    return sum + Math.hypot(q.x - p.x, q.y - p.y)
  }, 0)
  const knots = Math.max(4, Math.min(count, Math.floor(lengthPx / 2)))
  const dense = softened(respaced(ring, knots * pointsBetweenKnots))
  const places = Array.from({ length: knots }, (_, i) => i * pointsBetweenKnots)
  for (const step of [6, 3, 2, 1]) for (let pass = 0; pass < 2; pass++) slide(dense, places, step)
  let fitted = places.map((place) => dense[place]!)
  for (let pass = 0; pass < 6; pass++) fitted = drawnToRing(dense, places, fitted)
  return fitted
}

/** Moves each knot by `step` points where that makes the four spans that it bends follow the ring more closely. */
function slide(dense: Ring, places: number[], step: number): void {
  const n = places.length
  const total = dense.length
  const gap = (from: number, to: number) => (to - from + 2 * total) % total
  for (let i = 0; i < n; i++) {
    const [before, after] = [places[(i + n - 1) % n]!, places[(i + 1) % n]!]
    const start = places[i]!
    let best = { place: start, misfit: misfitAround(dense, places, i) }
    for (const place of [start + step, start - step]) {
      // At least three points stay on either side, or neighbouring knots would meet.
      if (gap(before, place) < 3 || gap(place, after) < 3 || gap(before, place) > gap(before, after)) continue
      places[i] = (place + total) % total
      const misfit = misfitAround(dense, places, i)
      if (misfit < best.misfit) best = { place: places[i]!, misfit }
    }
    places[i] = best.place
  }
}

function misfitAround(dense: Ring, places: readonly number[], knot: number): number {
  const knots = places.map((place) => dense[place]!)
  let misfit = 0
  for (let offset = -2; offset <= 1; offset++) {
    for (const { x, y } of residuals(dense, places, knots, knot + offset)) misfit += x * x + y * y
  }
  return misfit
}

interface Residual extends PointPx {
  /** How far along the span, 0 to 1. */
  readonly along: number
}

/** From the curve to each point of the ring on one span, pixels. */
function residuals(dense: Ring, places: readonly number[], knots: Ring, from: number): Residual[] {
  const n = places.length
  const knot = (i: number) => knots[(i + 2 * n) % n]!
  const [first, last] = [places[(from + n) % n]!, places[(from + 1 + n) % n]!]
  const curve = span(knot(from - 1), knot(from), knot(from + 1), knot(from + 2), curvePoints)
  curve.push(knot(from + 1))
  const count = (last - first + dense.length) % dense.length
  return Array.from({ length: count }, (_, i) => {
    const point = dense[(first + i) % dense.length]!
    let [nearest, x, y] = [Infinity, 0, 0]
    for (let s = 1; s < curve.length; s++) {
      const on = nearestOnEdge(curve[s - 1]!, curve[s]!, point)
      const squared = (on.x - point.x) ** 2 + (on.y - point.y) ** 2
      if (squared < nearest) [nearest, x, y] = [squared, point.x - on.x, point.y - on.y]
    }
    return { x, y, along: i / count }
  })
}

/** One step of least squares: each knot moves by what the ring asks for on average on its two spans. */
function drawnToRing(dense: Ring, places: readonly number[], knots: Ring): PointPx[] {
  const pulls = knots.map(() => ({ x: 0, y: 0, weight: 0 }))
  knots.forEach((_, from) => {
    for (const { x, y, along } of residuals(dense, places, knots, from)) {
      const shares = [
        [pulls[from]!, 1 - along],
        [pulls[(from + 1) % knots.length]!, along],
      ] as const
      for (const [pull, weight] of shares) {
        pull.x += weight * x
        pull.y += weight * y
        pull.weight += weight
      }
    }
  })
  return knots.map((knot, i) => {
    const { x, y, weight } = pulls[i]!
    return weight > 0 ? { x: knot.x + x / weight, y: knot.y + y / weight } : knot
  })
}
