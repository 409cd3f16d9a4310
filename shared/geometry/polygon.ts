import type { PointPx } from '#shared/domain/contour'

/** A closed polygon in pixels, the closing edge implied. Either winding. */
export type Ring = readonly PointPx[]

/** Distance of neighbouring pixel centres along x (columns) and y (rows), mm. */
export interface SpacingMm {
  readonly x: number
  readonly y: number
}

function signedAreaPx2(ring: Ring): number {
  let twice = 0
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    twice += (ring[j]!.x - ring[i]!.x) * (ring[j]!.y + ring[i]!.y)
  }
  return twice / 2
}

/** Area inside one ring, in square pixels (shoelace formula). Fewer than three points enclose 0. */
export const ringAreaPx2 = (ring: Ring): number => (ring.length < 3 ? 0 : Math.abs(signedAreaPx2(ring)))

/**
 * Whether a point lies inside the rings, even-odd. A crossing counts where it lies at or left of the point, and an
 * edge owns its upper end only, as `rasterise` has it: abutting rings never share or lose a point (E-G3).
 */
export function pointInRings(rings: readonly Ring[], point: PointPx): boolean {
  let inside = false
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const a = ring[j]!
      const b = ring[i]!
      if (a.y <= point.y === b.y <= point.y) continue
      if (crossingX(a, b, point.y) <= point.x) inside = !inside
    }
  }
  return inside
}

/** Where the edge crosses the line at `y`; the same number in whichever direction the edge is given. */
export function crossingX(a: PointPx, b: PointPx, y: number): number {
  const [top, bottom] = a.y < b.y ? [a, b] : [b, a]
  return top.x + ((y - top.y) * (bottom.x - top.x)) / (bottom.y - top.y)
}

/**
 * Area inside the rings of one contour, in mm², even-odd: a ring inside a ring is a hole, one inside that counts
 * again. The rings of one contour do not cross each other.
 */
export function contourAreaMm2(rings: readonly Ring[], spacingMm: SpacingMm): number {
  let areaPx2 = 0
  for (const ring of rings) {
    const first = ring[0]
    if (!first) continue
    const others = rings.filter((other) => other !== ring)
    areaPx2 += (pointInRings(others, first) ? -1 : 1) * ringAreaPx2(ring)
  }
  return Math.max(0, areaPx2) * spacingMm.x * spacingMm.y
}

/** The middle of the area inside one ring, pixels. A ring without area answers the mean of its points. */
export function centroid(ring: Ring): PointPx {
  if (ring.length === 0) throw new Error('A ring without points has no centroid')
  // Relative to the first point, so that small rings far from the origin keep their digits.
  const origin = ring[0]!
  let twice = 0
  let x = 0
  let y = 0
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = [ring[j]!.x - origin.x, ring[j]!.y - origin.y]
    const [bx, by] = [ring[i]!.x - origin.x, ring[i]!.y - origin.y]
    const cross = ax * by - bx * ay
    twice += cross
    x += (ax + bx) * cross
    y += (ay + by) * cross
  }
  if (Math.abs(twice) < 1e-9) {
    const n = ring.length
    return { x: ring.reduce((sum, p) => sum + p.x, 0) / n, y: ring.reduce((sum, p) => sum + p.y, 0) / n }
  }
  return { x: origin.x + x / (3 * twice), y: origin.y + y / (3 * twice) }
}

/** Length of the closed line, mm. */
export function ringLengthMm(ring: Ring, spacingMm: SpacingMm): number {
  let length = 0
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    length += Math.hypot((ring[i]!.x - ring[j]!.x) * spacingMm.x, (ring[i]!.y - ring[j]!.y) * spacingMm.y)
  }
  return length
}
