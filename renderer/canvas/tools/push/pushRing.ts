import type { PointPx } from '#shared/domain/contour'
import { pointInRings } from '#shared/geometry/polygon'
import { nearestOnRing } from '#shared/geometry/spline'
import type { ImagePlane } from '../../view/imageView'
import { stoppedShort, type PointInMm, type Wall } from './wall'

const closestMm = 0.5
const farthestMm = 1.5
/** Beside a wall points stand closer, so that no side between two of them cuts a corner of it. */
const farthestByWallMm = 1

/** The solid disc that pushes. */
export interface PushDisc {
  readonly radiusMm: number
  /** The side of the ring that it works from, fixed at the press: from inside it pushes out, from outside in. */
  readonly side: 'inside' | 'outside'
  /** Contours of the other wall, image pixels; the ring stops half a millimetre short of them. Null: none is drawn. */
  readonly wall: { readonly rings: readonly (readonly PointPx[])[]; readonly keep: Wall['keep'] } | null
}

/**
 * A ring after a solid disc moved from one place to another beside it: points that the disc reaches lie on its edge. The way is cut into
 * steps of a third of the radius, so that no point is jumped over at any speed; points are kept 0.5 to 1.5 mm apart (E-3).
 */
export function pushRing(
  ring: readonly PointPx[],
  from: PointPx,
  to: PointPx,
  disc: PushDisc,
  { spacingMm }: Pick<ImagePlane, 'spacingMm'>,
): PointPx[] {
  const inMm = ({ x, y }: PointPx): PointInMm => ({ x: x * spacingMm.x, y: y * spacingMm.y })
  const [a, b] = [inMm(from), inMm(to)]
  const wall = disc.wall && { keep: disc.wall.keep, rings: disc.wall.rings.map((part) => part.map(inMm)) }
  const steps = Math.max(1, Math.ceil(Math.hypot(b.x - a.x, b.y - a.y) / (disc.radiusMm / 3)))
  const longestMm = wall ? farthestByWallMm : farthestMm
  let points = filled(ring.map(inMm), longestMm)
  for (let step = 1; step <= steps; step++) {
    const share = step / steps
    const centre = { x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) }
    const out = wayOut(points, centre, disc)
    const pushed = points.map((point) => stoppedShort(point, out(point), wall))
    points = filled(thinned(pushed), longestMm)
  }
  return points.map(({ x, y }) => ({ x: x / spacingMm.x, y: y / spacingMm.y }))
}

/**
 * Where each point leaves the disc: straight away from its centre, or, while the centre lies on the side that the disc does not work from,
 * all in one direction over to its far edge, so that the ring comes to lie around the disc.
 */
function wayOut(points: readonly PointInMm[], centre: PointInMm, { radiusMm, side }: PushDisc) {
  const across = pointInRings([points], centre) === (side === 'inside') ? null : crossing(points, centre)
  return (point: PointInMm): PointInMm => {
    const [x, y] = [point.x - centre.x, point.y - centre.y]
    const distance = Math.hypot(x, y)
    if (distance >= radiusMm) return point
    if (!across && distance < 1e-9) return { x: centre.x + radiusMm, y: centre.y }
    if (!across) return { x: centre.x + (x * radiusMm) / distance, y: centre.y + (y * radiusMm) / distance }
    const level = x * across.x + y * across.y
    const way = Math.sqrt(level ** 2 - distance ** 2 + radiusMm ** 2) - level
    return { x: point.x + way * across.x, y: point.y + way * across.y }
  }
}

/** The direction from the nearest place of a ring over a centre beside it; null where the ring runs through the centre. */
function crossing(points: readonly PointInMm[], centre: PointInMm): PointInMm | null {
  const nearest = nearestOnRing(points, centre)
  if (!nearest) return null
  const [x, y] = [centre.x - nearest.point.x, centre.y - nearest.point.y]
  const length = Math.hypot(x, y)
  return length > 1e-9 ? { x: x / length, y: y / length } : null
}

/** Points added on sides that are too long. */
const filled = (points: readonly PointInMm[], longestMm: number): PointInMm[] =>
  points.flatMap((point, index) => {
    const next = points[(index + 1) % points.length]!
    const parts = Math.ceil(Math.hypot(next.x - point.x, next.y - point.y) / longestMm)
    return Array.from({ length: Math.max(1, parts) }, (_, part) => ({
      x: point.x + ((next.x - point.x) * part) / Math.max(1, parts),
      y: point.y + ((next.y - point.y) * part) / Math.max(1, parts),
    }))
  })

/** Points nearer than 0.5 mm to the one before taken out; at least eight stay. */
function thinned(points: readonly PointInMm[]): readonly PointInMm[] {
  const kept: PointInMm[] = []
  for (const point of points) {
    const last = kept.at(-1)
    if (!last || Math.hypot(point.x - last.x, point.y - last.y) >= closestMm) kept.push(point)
  }
  return kept.length >= 8 ? kept : points
}
