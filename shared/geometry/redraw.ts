import type { PointPx } from '#shared/domain/contour'
import { clipRings } from './clip'
import type { ImageGrid } from './brush'
import { ringAreaPx2, ringLengthMm, type Ring, type SpacingMm } from './polygon'
import { simplify } from './simplify'
import { nearestOnRing } from './spline'

export interface Redrawn {
  /** `part`: an arc of the ring was replaced. `whole`: the stroke is a ring of its own. */
  readonly kind: 'part' | 'whole'
  readonly ring: PointPx[]
}

/**
 * A freehand stroke over a ring (features E-2). A stroke that starts and ends within `tolerancePx` image pixels of the
 * ring (6 screen pixels, divided by the zoom) replaces the shorter arc between the two places; any other stroke, and
 * any when there is no ring, closes on itself by its shortest chord. The outcome is simplified to 0.15 mm and clipped
 * to the image. Null: the stroke encloses nothing.
 */
export function redrawArc(
  ring: Ring | null,
  stroke: readonly PointPx[],
  grid: ImageGrid,
  tolerancePx = 6,
): Redrawn | null {
  const part = ring && ring.length >= 3 ? withArcReplaced(ring, stroke, grid.spacingMm, tolerancePx) : null
  const drawn = simplify(part ?? stroke, grid.spacingMm)
  const [clipped] = clipRings([drawn], grid.columns, grid.rows)
  if (!clipped || ringAreaPx2(clipped) < 1e-3) return null
  return { kind: part ? 'part' : 'whole', ring: clipped }
}

function withArcReplaced(
  ring: Ring,
  stroke: readonly PointPx[],
  spacingMm: SpacingMm,
  tolerancePx: number,
): PointPx[] | null {
  const [first, last] = [stroke[0], stroke.at(-1)]
  if (!first || !last || stroke.length < 2) return null
  const [from, to] = [nearestOnRing(ring, first)!, nearestOnRing(ring, last)!]
  if (from.distancePx > tolerancePx || to.distancePx > tolerancePx) return null
  const forwards = arc(ring, from, to)
  const backwards = arc(ring, to, from)
  const [forwardsMm, backwardsMm] = [lineLengthMm(forwards, spacingMm), lineLengthMm(backwards, spacingMm)]
  // A stroke that comes back to where it began, having gone half the way round or more, redraws the whole.
  const goneMm = lineLengthMm(stroke, spacingMm)
  const roundMm = ringLengthMm(ring, spacingMm)
  if (Math.min(forwardsMm, backwardsMm) < 0.1 * roundMm && goneMm > 0.5 * roundMm) return null
  const drawn = stroke.slice(1, -1)
  return forwardsMm <= backwardsMm ? [...backwards, ...drawn] : [...forwards, ...drawn.toReversed()]
}

interface Place {
  readonly index: number
  readonly point: PointPx
}

/** The ring's line from one place to the other, in the order of its points, both places included. */
function arc(ring: Ring, from: Place, to: Place): PointPx[] {
  const n = ring.length
  const ahead = (p: Place) => {
    const a = ring[p.index]!
    return Math.hypot(p.point.x - a.x, p.point.y - a.y)
  }
  let edges = (to.index - from.index + n) % n
  if (edges === 0 && ahead(to) < ahead(from)) edges = n
  const between = Array.from({ length: edges }, (_, i) => ring[(from.index + 1 + i) % n]!)
  return [from.point, ...between, to.point]
}

function lineLengthMm(line: readonly PointPx[], spacingMm: SpacingMm): number {
  let length = 0
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1]!, line[i]!]
    length += Math.hypot((b.x - a.x) * spacingMm.x, (b.y - a.y) * spacingMm.y)
  }
  return length
}
