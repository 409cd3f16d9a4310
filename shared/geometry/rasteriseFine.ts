import type { Ring } from './polygon'
import { rasterise } from './rasterise'

/**
 * The mask of the rings by area: a pixel is set where half of the `fineness`² points of a finer grid in it lie inside
 * (datasets.md B1.12, `supersample_k`). Where exactly half do, its centre decides, so that areas do not grow.
 */
export function rasteriseFine(
  rings: readonly Ring[],
  columns: number,
  rows: number,
  fineness = 4,
): Uint8Array<ArrayBuffer> {
  const box = boxOf(rings, columns, rows)
  const mask = new Uint8Array(columns * rows)
  if (!box) return mask
  // Pixel x covers x - 0.5 to x + 0.5; its points are the centres of the finer pixels.
  const scaled = rings.map((ring) =>
    ring.map(({ x, y }) => ({
      x: (x - box.left + 0.5) * fineness - 0.5,
      y: (y - box.top + 0.5) * fineness - 0.5,
    })),
  )
  const fine = rasterise(scaled, box.columns * fineness, box.rows * fineness)
  const counts = new Uint16Array(box.columns * box.rows)
  fine.forEach((inside, i) => {
    if (!inside) return
    const x = Math.floor((i % (box.columns * fineness)) / fineness)
    const y = Math.floor(i / (box.columns * fineness * fineness))
    counts[y * box.columns + x]!++
  })
  const centres = rasterise(rings, columns, rows)
  counts.forEach((count, i) => {
    const at = (box.top + Math.floor(i / box.columns)) * columns + box.left + (i % box.columns)
    const twice = 2 * count - fineness * fineness
    mask[at] = twice > 0 ? 1 : twice === 0 ? centres[at]! : 0
  })
  return mask
}

/** The pixels that the rings can touch. */
function boxOf(rings: readonly Ring[], columns: number, rows: number) {
  let [left, top, right, bottom] = [columns, rows, -1, -1]
  for (const ring of rings)
    for (const { x, y } of ring) {
      left = Math.min(left, Math.floor(x))
      top = Math.min(top, Math.floor(y))
      right = Math.max(right, Math.ceil(x))
      bottom = Math.max(bottom, Math.ceil(y))
    }
  ;[left, top] = [Math.max(0, left), Math.max(0, top)]
  ;[right, bottom] = [Math.min(columns - 1, right), Math.min(rows - 1, bottom)]
  return right < left || bottom < top
    ? null
    : { left, top, columns: right - left + 1, rows: bottom - top + 1 }
}
