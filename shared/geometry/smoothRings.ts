import type { PointPx } from '#shared/domain/contour'
import { gridCrossings } from './gridCrossings'
import { ringAreaPx2, type Ring } from './polygon'
import { rasterise } from './rasterise'
import { respaced, softened } from './respacing'
import { traceCrossings, traceMask } from './traceMask'

/** Below this area, in pixels, a ring keeps its pixel outline: softening would eat it. */
const smallestSoftRing = 20

/**
 * Rings and a stroke joined (or the stroke taken away) without the steps of the stroke's pixels. Where the stroke did
 * not reach, each new point lies on the old line, and painting again and again does not wear it down.
 */
export function smoothRings(
  rings: readonly Ring[],
  stroke: Uint8Array,
  mode: 'add' | 'erase',
  columns: number,
  rows: number,
): PointPx[][] {
  const soft = softOutlines(stroke, columns, rows)
  const before = rasterise(rings, columns, rows)
  const brush = rasterise(soft, columns, rows)
  const after = before.map((inside, i) => (mode === 'add' ? inside | brush[i]! : inside & (1 - brush[i]!)))
  const [oldAt, brushAt] = [gridCrossings(rings, columns, rows), gridCrossings(soft, columns, rows)]
  return traceCrossings(after, columns, rows, (x, y, towards) => {
    const crossings = [oldAt(x, y, towards), brushAt(x, y, towards)].filter((at) => at !== null)
    if (crossings.length < 2) return crossings[0] ?? 0.5
    // Joined: the outline is where the way leaves both; taken away: where it first leaves what is left.
    const fromInside = x >= 0 && y >= 0 && after[y * columns + x] === 1
    return fromInside === (mode === 'add') ? Math.max(...crossings) : Math.min(...crossings)
  })
}

/**
 * The outlines of a mask without the steps of its pixels. Each ring is scaled about its own middle to the area that it
 * had, so that strokes neither grow nor shrink a contour.
 */
function softOutlines(mask: Uint8Array, columns: number, rows: number): PointPx[][] {
  return traceMask(mask, columns, rows).map((ring) => {
    const area = ringAreaPx2(ring)
    if (area < smallestSoftRing) return ring
    const lengthPx = ring.reduce((sum, p, i) => {
      const q = ring[(i + 1) % ring.length]!
      return sum + Math.hypot(q.x - p.x, q.y - p.y)
    }, 0)
    return scaledToArea(softened(respaced(ring, Math.ceil(lengthPx / 0.75)), 1.2), area)
  })
}

function scaledToArea(ring: Ring, areaPx2: number): PointPx[] {
  const n = ring.length
  const middle = { x: ring.reduce((s, p) => s + p.x, 0) / n, y: ring.reduce((s, p) => s + p.y, 0) / n }
  const scale = Math.sqrt(areaPx2 / ringAreaPx2(ring))
  return ring.map((p) => ({ x: middle.x + scale * (p.x - middle.x), y: middle.y + scale * (p.y - middle.y) }))
}
