import { crossingX, type Ring } from './polygon'

/**
 * The mask of the rings, row after row, 1 inside: a pixel is set when its centre is inside, even-odd. Ties go by the
 * half-open rule (a centre on a left or upper edge is inside, on a right or lower one outside), so that two abutting
 * contours never share or lose a pixel (E-G3). What lies outside the image is left out (E-G7).
 */
export function rasterise(rings: readonly Ring[], columns: number, rows: number): Uint8Array<ArrayBuffer> {
  const mask = new Uint8Array(columns * rows)
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const a = ring[j]!
      const b = ring[i]!
      const firstRow = Math.max(0, Math.ceil(Math.min(a.y, b.y)))
      const lastRow = Math.min(rows, Math.ceil(Math.max(a.y, b.y)))
      for (let row = firstRow; row < lastRow; row++) {
        const column = Math.max(0, Math.ceil(crossingX(a, b, row)))
        if (column < columns) mask[row * columns + column]! ^= 1
      }
    }
  }
  // Each crossing flips everything to its right.
  for (let row = 0; row < rows; row++) {
    let inside = 0
    for (let at = row * columns; at < (row + 1) * columns; at++) mask[at] = inside ^= mask[at]!
  }
  return mask
}
