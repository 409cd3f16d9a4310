import type { PointPx } from '#shared/domain/contour'
import type { Ring } from './polygon'

interface Edge {
  readonly axis: 'x' | 'y'
  readonly at: number
  readonly keep: 1 | -1
}

/**
 * The rings cut off at the image's edge, -0.5 to N-0.5 (E-G7), one edge after another (Sutherland & Hodgman, CACM
 * 1974). A ring that leaves the image in two places stays one ring that runs along the edge between them; its
 * even-odd area is exact. Rings that lie wholly outside are dropped; rings wholly inside come back point by point.
 */
export function clipRings(rings: readonly Ring[], columns: number, rows: number): PointPx[][] {
  const edges: readonly Edge[] = [
    { axis: 'x', at: -0.5, keep: 1 },
    { axis: 'x', at: columns - 0.5, keep: -1 },
    { axis: 'y', at: -0.5, keep: 1 },
    { axis: 'y', at: rows - 0.5, keep: -1 },
  ]
  return rings
    .map((ring) => edges.reduce<PointPx[]>(cut, [...ring]))
    .filter((ring) => ring.length >= 3 && isSpread(ring, 'x') && isSpread(ring, 'y'))
}

/** False for what is left of a ring that only runs along the edge of the image. */
const isSpread = (ring: Ring, axis: 'x' | 'y'): boolean => ring.some((p) => p[axis] !== ring[0]![axis])

function cut(ring: PointPx[], edge: Edge): PointPx[] {
  const { axis, at, keep } = edge
  const inside = (p: PointPx) => keep * (p[axis] - at) >= 0
  if (ring.every(inside)) return ring
  return ring.flatMap((b, i) => {
    const a = ring[(i + ring.length - 1) % ring.length]!
    if (inside(a) === inside(b)) return inside(b) ? [b] : []
    const t = (at - a[axis]) / (b[axis] - a[axis])
    const crossing = {
      x: axis === 'x' ? at : a.x + t * (b.x - a.x),
      y: axis === 'y' ? at : a.y + t * (b.y - a.y),
    }
    return inside(b) ? [crossing, b] : [crossing]
  })
}
