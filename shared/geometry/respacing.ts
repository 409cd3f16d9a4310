import type { PointPx } from '#shared/domain/contour'
import type { Ring } from './polygon'

/** The ring as `count` points at even distances along the closed line, from its first point on. */
export function respaced(ring: Ring, count: number): PointPx[] {
  const along = [0]
  ring.forEach((a, i) => {
    const b = ring[(i + 1) % ring.length]!
    along.push(along[i]! + Math.hypot(b.x - a.x, b.y - a.y))
  })
  const length = along.at(-1)!
  if (length === 0) return ring.slice(0, 1)
  let edge = 0
  return Array.from({ length: count }, (_, i) => {
    const distance = (length * i) / count
    while (along[edge + 1]! <= distance) edge++
    const [a, b] = [ring[edge]!, ring[(edge + 1) % ring.length]!]
    const t = (distance - along[edge]!) / (along[edge + 1]! - along[edge]!)
    return { x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y) }
  })
}

/**
 * The ring without the steps of a pixel outline: an evenly spaced ring, averaged along itself with a Gaussian of
 * 0.75 pixel. A circle of radius r shrinks by 0.28/r pixels.
 */
export function softened(ring: Ring, sdPx = 0.75): PointPx[] {
  const n = ring.length
  if (n < 4) return [...ring]
  const spacing = Math.hypot(ring[1]!.x - ring[0]!.x, ring[1]!.y - ring[0]!.y)
  const reach = Math.min(Math.floor((n - 1) / 2), Math.ceil((3 * sdPx) / Math.max(spacing, 1e-6)))
  if (reach < 1) return [...ring]
  const weights = Array.from({ length: reach + 1 }, (_, i) => Math.exp(-0.5 * ((i * spacing) / sdPx) ** 2))
  const total = weights[0]! + 2 * weights.slice(1).reduce((sum, w) => sum + w, 0)
  return ring.map((point, i) => {
    let [x, y] = [weights[0]! * point.x, weights[0]! * point.y]
    for (let k = 1; k <= reach; k++) {
      const [before, after] = [ring[(i + n - k) % n]!, ring[(i + k) % n]!]
      x += weights[k]! * (before.x + after.x)
      y += weights[k]! * (before.y + after.y)
    }
    return { x: x / total, y: y / total }
  })
}
