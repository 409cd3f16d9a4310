import type { PointPx } from '#shared/domain/contour'
import { toScreen, type PaneTransform } from '../view/imageView'

/** Screen distances inside which a knot or a curve counts as hit, CSS pixels at any zoom (E-1, R-RD-4). */
export const knotHitPx = 8
export const curveHitPx = 6

/** Distance of two image points on the screen, CSS pixels. */
export function screenDistance(transform: PaneTransform, a: PointPx, b: PointPx): number {
  const from = toScreen(transform, a)
  const to = toScreen(transform, b)
  return Math.hypot(from.x - to.x, from.y - to.y)
}

/** The knot under the pointer, the nearest of several; null when none is within reach. */
export function knotAt(transform: PaneTransform, knots: readonly PointPx[], at: PointPx): number | null {
  const found = knots
    .map((knot, index) => ({ index, distance: screenDistance(transform, knot, at) }))
    .filter(({ distance }) => distance <= knotHitPx)
    .toSorted((a, b) => a.distance - b.distance)
  return found[0]?.index ?? null
}

/** The side of a ring that passes nearest to a point on the screen, and how near; null for a ring without sides. */
export function nearestSide(
  transform: PaneTransform,
  ring: readonly PointPx[],
  at: PointPx,
): { readonly index: number; readonly point: PointPx; readonly distance: number } | null {
  const p = toScreen(transform, at)
  let best: { index: number; point: PointPx; distance: number } | null = null
  ring.forEach((from, index) => {
    const to = ring[(index + 1) % ring.length]!
    const a = toScreen(transform, from)
    const b = toScreen(transform, to)
    const lengthSquared = (b.x - a.x) ** 2 + (b.y - a.y) ** 2
    const along =
      lengthSquared > 0 ? ((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / lengthSquared : 0
    const share = Math.min(1, Math.max(0, along))
    const distance = Math.hypot(a.x + share * (b.x - a.x) - p.x, a.y + share * (b.y - a.y) - p.y)
    if (!best || distance < best.distance)
      best = {
        index,
        distance,
        point: { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) },
      }
  })
  return best
}
