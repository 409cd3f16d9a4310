import type { PointPx } from '#shared/domain/contour'

/** The span from `p1` to `p2` as Hermite's cubic, `p2` left out. No two neighbours coincide. */
export function span(p0: PointPx, p1: PointPx, p2: PointPx, p3: PointPx, count: number): PointPx[] {
  const before = Math.sqrt(Math.hypot(p1.x - p0.x, p1.y - p0.y))
  const along = Math.sqrt(Math.hypot(p2.x - p1.x, p2.y - p1.y))
  const after = Math.sqrt(Math.hypot(p3.x - p2.x, p3.y - p2.y))
  const tangent = (a: number, b: number, c: number, ab: number, bc: number) =>
    along * ((b - a) / ab - (c - a) / (ab + bc) + (c - b) / bc)
  const [fromX, fromY] = [tangent(p0.x, p1.x, p2.x, before, along), tangent(p0.y, p1.y, p2.y, before, along)]
  const [toX, toY] = [tangent(p1.x, p2.x, p3.x, along, after), tangent(p1.y, p2.y, p3.y, along, after)]
  const points: PointPx[] = [{ x: p1.x, y: p1.y }]
  for (let i = 1; i < count; i++) {
    const t = i / count
    const [t2, t3] = [t * t, t * t * t]
    const [h1, h2, g1, g2] = [2 * t3 - 3 * t2 + 1, 3 * t2 - 2 * t3, t3 - 2 * t2 + t, t3 - t2]
    points.push({
      x: h1 * p1.x + h2 * p2.x + g1 * fromX + g2 * toX,
      y: h1 * p1.y + h2 * p2.y + g1 * fromY + g2 * toY,
    })
  }
  return points
}

/** The point of the edge from `a` to `b` that is nearest to `point`. */
export function nearestOnEdge(a: PointPx, b: PointPx, point: PointPx): PointPx {
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const squared = dx * dx + dy * dy
  if (squared === 0) return a
  const t = Math.min(1, Math.max(0, ((point.x - a.x) * dx + (point.y - a.y) * dy) / squared))
  return { x: a.x + t * dx, y: a.y + t * dy }
}
