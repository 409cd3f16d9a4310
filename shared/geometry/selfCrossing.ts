import type { PointPx } from '#shared/domain/contour'
import { ringAreaPx2, type Ring } from './polygon'

interface Crossing {
  /** The edges from these points to the next cross each other at `at`. */
  readonly first: number
  readonly second: number
  readonly at: PointPx
}

/** Loops below this share of the whole area are slips of the hand (E-G8). */
const smallLoop = 0.03

/** Where a ring crosses itself, or null. Points that only touch the line do not cross it. */
export const selfCrossing = (ring: Ring): PointPx | null => crossingOf(ring)?.at ?? null

/**
 * The ring without its small loops (below 3 % of the area), and the first crossing that is left; null = none. A ring
 * with a crossing left is not to be stored: the contour before it stays until the crossing is mended (E-G8).
 */
export function withoutSmallLoops(ring: Ring): { ring: PointPx[]; crossing: PointPx | null } {
  let whole = [...ring]
  for (;;) {
    const crossing = crossingOf(whole)
    if (!crossing) return { ring: whole, crossing: null }
    const { first, second, at } = crossing
    const inner = [at, ...whole.slice(first + 1, second + 1)]
    const outer = [...whole.slice(0, first + 1), at, ...whole.slice(second + 1)]
    const [small, large] = ringAreaPx2(inner) < ringAreaPx2(outer) ? [inner, outer] : [outer, inner]
    if (ringAreaPx2(small) >= smallLoop * (ringAreaPx2(small) + ringAreaPx2(large)))
      return { ring: whole, crossing: at }
    whole = large
  }
}

function crossingOf(ring: Ring): Crossing | null {
  const n = ring.length
  for (let first = 0; first < n - 2; first++) {
    const [a, b] = [ring[first]!, ring[first + 1]!]
    const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)]
    const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)]
    // The last edge is the first one's neighbour.
    for (let second = first + 2; second < (first === 0 ? n - 1 : n); second++) {
      const [c, d] = [ring[second]!, ring[(second + 1) % n]!]
      if ((c.x < left && d.x < left) || (c.x > right && d.x > right)) continue
      if ((c.y < top && d.y < top) || (c.y > bottom && d.y > bottom)) continue
      const at = meetingPoint(a, b, c, d)
      if (at) return { first, second, at }
    }
  }
  return null
}

const side = (a: PointPx, b: PointPx, p: PointPx) => (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)

function meetingPoint(a: PointPx, b: PointPx, c: PointPx, d: PointPx): PointPx | null {
  const [fromC, fromD] = [side(a, b, c), side(a, b, d)]
  if (fromC * fromD >= 0 || side(c, d, a) * side(c, d, b) >= 0) return null
  const t = fromC / (fromC - fromD)
  return { x: c.x + t * (d.x - c.x), y: c.y + t * (d.y - c.y) }
}
