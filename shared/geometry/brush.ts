import type { PointPx } from '#shared/domain/contour'
import type { Grid } from '#shared/domain/grid'
import type { Ring } from './polygon'
import { rasterise } from './rasterise'
import { smoothRings } from './smoothRings'
import { nearestOnEdge } from './splineSpan'
import { traceMask } from './traceMask'

export type BrushMode = 'add' | 'erase'
/** `exact`: the outline of the pixels. `smooth`: re-traced without their steps, area within 0.5 % (features E-4). */
export type BrushFinish = 'exact' | 'smooth'
export type ImageGrid = Pick<Grid, 'columns' | 'rows' | 'spacingMm'>

/**
 * The mask of one brush stroke: the union of a disc of `radiusMm` swept along the whole path, so that there are no
 * beads at speed, circular in mm on any pixels (features E-4, E-G6). The pixel under the pointer is always set; a
 * radius of half a pixel or less sets nothing else. What lies outside the image is left out.
 */
export function sweptDisc(
  path: readonly PointPx[],
  radiusMm: number,
  grid: ImageGrid,
): Uint8Array<ArrayBuffer> {
  const { columns, rows, spacingMm } = grid
  const mask = new Uint8Array(columns * rows)
  const reach = { x: radiusMm / spacingMm.x, y: radiusMm / spacingMm.y }
  const wide = radiusMm > Math.min(spacingMm.x, spacingMm.y) / 2
  path.forEach((to, i) => {
    const from = path[Math.max(0, i - 1)]!
    setPixelsUnder(mask, from, to, columns, rows)
    if (wide) setDiscAlong(mask, from, to, reach, columns, rows)
  })
  return mask
}

function setPixelsUnder(mask: Uint8Array, from: PointPx, to: PointPx, columns: number, rows: number): void {
  const steps = Math.max(1, Math.ceil(4 * Math.hypot(to.x - from.x, to.y - from.y)))
  for (let step = 0; step <= steps; step++) {
    const x = Math.round(from.x + ((to.x - from.x) * step) / steps)
    const y = Math.round(from.y + ((to.y - from.y) * step) / steps)
    if (x >= 0 && y >= 0 && x < columns && y < rows) mask[y * columns + x] = 1
  }
}

/** Distances in units of the brush's radius along each axis, where the disc is a circle of 1. */
function setDiscAlong(
  mask: Uint8Array,
  from: PointPx,
  to: PointPx,
  reach: PointPx,
  columns: number,
  rows: number,
): void {
  const scaled = (p: PointPx): PointPx => ({ x: p.x / reach.x, y: p.y / reach.y })
  const [a, b] = [scaled(from), scaled(to)]
  const left = Math.max(0, Math.ceil(Math.min(from.x, to.x) - reach.x))
  const right = Math.min(columns - 1, Math.floor(Math.max(from.x, to.x) + reach.x))
  const top = Math.max(0, Math.ceil(Math.min(from.y, to.y) - reach.y))
  const bottom = Math.min(rows - 1, Math.floor(Math.max(from.y, to.y) + reach.y))
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const centre = scaled({ x, y })
      const on = nearestOnEdge(a, b, centre)
      if ((on.x - centre.x) ** 2 + (on.y - centre.y) ** 2 <= 1) mask[y * columns + x] = 1
    }
  }
}

/** The rings after a stroke has been added to them or erased from them; a stroke that changes no pixel changes no point. */
export function paintRings(
  rings: readonly Ring[],
  stroke: Uint8Array,
  mode: BrushMode,
  columns: number,
  rows: number,
  finish: BrushFinish,
): PointPx[][] {
  const before = rasterise(rings, columns, rows)
  const after = before.map((inside, i) =>
    mode === 'add' ? inside | (stroke[i] ? 1 : 0) : inside & (stroke[i] ? 0 : 1),
  )
  if (after.every((inside, i) => inside === before[i])) return rings.map((ring) => [...ring])
  return finish === 'exact'
    ? traceMask(after, columns, rows)
    : smoothRings(rings, stroke, mode, columns, rows)
}
