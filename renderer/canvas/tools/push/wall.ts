import { pointInRings } from '#shared/geometry/polygon'

/** A point in mm, x right, y down. */
export type PointInMm = { readonly x: number; readonly y: number }
type Ring = readonly PointInMm[]

/** What a pushed contour stops short of: rings in mm, and the side of them on which it belongs. */
export interface Wall {
  readonly rings: readonly Ring[]
  readonly keep: 'inside' | 'outside'
}

/** Endo keeps this far from epi (features E-3). */
const clearanceMm = 0.5
const roundingMm = 1e-6
const halvings = 14

/**
 * How far a point comes on its straight way from one place to another: to its end, or to where half a millimetre is left to the wall. A
 * point that is too near already may go away from the wall, but no nearer.
 */
export function stoppedShort(from: PointInMm, to: PointInMm, wall: Wall | null): PointInMm {
  if (!wall || to === from) return to
  const leastMm = Math.min(clearanceMm, clearMm(from, wall)) - roundingMm
  if (clearMm(to, wall) >= leastMm) return to
  const along = (share: number) => ({
    x: from.x + share * (to.x - from.x),
    y: from.y + share * (to.y - from.y),
  })
  let [free, blocked] = [0, 1]
  for (let half = 0; half < halvings; half++) {
    const middle = (free + blocked) / 2
    if (clearMm(along(middle), wall) >= leastMm) free = middle
    else blocked = middle
  }
  return along(free)
}

/** Distance to the wall in mm, negative on its wrong side. */
function clearMm(point: PointInMm, { rings, keep }: Wall): number {
  const distance = Math.min(...rings.map((ring) => distanceMm(point, ring)))
  return pointInRings(rings, point) === (keep === 'inside') ? distance : -distance
}

function distanceMm(point: PointInMm, ring: Ring): number {
  let least = Infinity
  let from = ring.at(-1)
  for (const to of ring) {
    if (from) least = Math.min(least, sideDistanceMm(point, from, to))
    from = to
  }
  return least
}

function sideDistanceMm(point: PointInMm, from: PointInMm, to: PointInMm): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const along = ((point.x - from.x) * dx + (point.y - from.y) * dy) / (dx * dx + dy * dy || 1)
  const share = Math.min(1, Math.max(0, along))
  return Math.hypot(from.x + share * dx - point.x, from.y + share * dy - point.y)
}
