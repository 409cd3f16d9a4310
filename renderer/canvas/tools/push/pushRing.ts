import type { PointPx } from '#shared/domain/contour'
import type { ImagePlane } from '../../view/imageView'

type Point = { readonly x: number; readonly y: number }
const closestMm = 0.5
const farthestMm = 1.5

/**
 * A ring after a solid disc moved from one place to another beside it: points that the disc reaches lie on its edge. The way is cut into
 * steps of a third of the radius, so that no point is jumped over at any speed; points are kept 0.5 to 1.5 mm apart (E-3).
 */
export function pushRing(
  ring: readonly PointPx[],
  from: PointPx,
  to: PointPx,
  radiusMm: number,
  { spacingMm }: Pick<ImagePlane, 'spacingMm'>,
): PointPx[] {
  const inMm = ({ x, y }: PointPx): Point => ({ x: x * spacingMm.x, y: y * spacingMm.y })
  const [a, b] = [inMm(from), inMm(to)]
  const steps = Math.max(1, Math.ceil(Math.hypot(b.x - a.x, b.y - a.y) / (radiusMm / 3)))
  let points = filled(ring.map(inMm))
  for (let step = 1; step <= steps; step++) {
    const share = step / steps
    const centre = { x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) }
    points = filled(thinned(pushed(points, centre, radiusMm)))
  }
  return points.map(({ x, y }) => ({ x: x / spacingMm.x, y: y / spacingMm.y }))
}

function pushed(points: readonly Point[], centre: Point, radius: number): Point[] {
  return points.map((point) => {
    const distance = Math.hypot(point.x - centre.x, point.y - centre.y)
    if (distance >= radius) return point
    if (distance < 1e-9) return { x: centre.x + radius, y: centre.y }
    const out = radius / distance
    return { x: centre.x + (point.x - centre.x) * out, y: centre.y + (point.y - centre.y) * out }
  })
}

/** Points added on sides longer than 1.5 mm. */
const filled = (points: readonly Point[]): Point[] =>
  points.flatMap((point, index) => {
    const next = points[(index + 1) % points.length]!
    const parts = Math.ceil(Math.hypot(next.x - point.x, next.y - point.y) / farthestMm)
    return Array.from({ length: Math.max(1, parts) }, (_, part) => ({
      x: point.x + ((next.x - point.x) * part) / Math.max(1, parts),
      y: point.y + ((next.y - point.y) * part) / Math.max(1, parts),
    }))
  })

/** Points nearer than 0.5 mm to the one before taken out; at least eight stay. */
function thinned(points: readonly Point[]): readonly Point[] {
  const kept: Point[] = []
  for (const point of points) {
    const last = kept.at(-1)
    if (!last || Math.hypot(point.x - last.x, point.y - last.y) >= closestMm) kept.push(point)
  }
  return kept.length >= 8 ? kept : points
}
