import type { PointPx } from '#shared/domain/contour'
import { ringAreaPx2, type Ring, type SpacingMm } from './polygon'

/** How far the simplified line may lie from the drawn one (features E-2), and by how much its area may differ. */
export const freehandToleranceMm = 0.15
const largestAreaChange = 0.005

/**
 * The closed ring with fewer points (Douglas & Peucker 1973): no dropped point lies farther than the tolerance, in mm,
 * from the line that is kept, and the area stays within 0.5 %: where it would not, the tolerance is halved.
 */
export function simplify(ring: Ring, spacingMm: SpacingMm, toleranceMm = freehandToleranceMm): PointPx[] {
  if (ring.length <= 4) return [...ring]
  const area = ringAreaPx2(ring)
  for (let tolerance = toleranceMm, tries = 0; tries < 8; tries++, tolerance /= 2) {
    const kept = thinned(ring, spacingMm, tolerance)
    if (kept.length >= 3 && Math.abs(ringAreaPx2(kept) - area) <= largestAreaChange * area) return kept
  }
  return [...ring]
}

function thinned(ring: Ring, spacingMm: SpacingMm, toleranceMm: number): PointPx[] {
  const n = ring.length
  const far = farthestFrom(ring, ring[0]!, spacingMm)
  const kept = new Uint8Array(n)
  kept[0] = kept[far] = 1
  const open: [number, number][] = [
    [0, far],
    [far, n],
  ]
  for (let piece = open.pop(); piece; piece = open.pop()) {
    const [from, to] = piece
    let [worst, worstMm] = [-1, toleranceMm]
    for (let i = from + 1; i < to; i++) {
      const distanceMm = fromChordMm(ring[i]!, ring[from]!, ring[to % n]!, spacingMm)
      if (distanceMm > worstMm) [worst, worstMm] = [i, distanceMm]
    }
    if (worst < 0) continue
    kept[worst] = 1
    open.push([from, worst], [worst, to])
  }
  return ring.filter((_, i) => kept[i])
}

function farthestFrom(ring: Ring, from: PointPx, spacingMm: SpacingMm): number {
  let [far, farMm] = [0, -1]
  ring.forEach((p, i) => {
    const distanceMm = Math.hypot((p.x - from.x) * spacingMm.x, (p.y - from.y) * spacingMm.y)
    if (distanceMm > farMm) [far, farMm] = [i, distanceMm]
  })
  return far
}

function fromChordMm(p: PointPx, a: PointPx, b: PointPx, spacingMm: SpacingMm): number {
  const [dx, dy] = [(b.x - a.x) * spacingMm.x, (b.y - a.y) * spacingMm.y]
  const [px, py] = [(p.x - a.x) * spacingMm.x, (p.y - a.y) * spacingMm.y]
  const squared = dx * dx + dy * dy
  const t = squared === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / squared))
  return Math.hypot(px - t * dx, py - t * dy)
}
