import { crossingX, type Ring } from './polygon'

/** How far from pixel (x, y), 0 to 1 pixel, the rings cross the way to its neighbour; null where they do not. */
export type Crossings = (x: number, y: number, towards: 'right' | 'below') => number | null

/** Where the rings cross the lines between neighbouring pixel centres, by the tie rule of `rasterise`. */
export function gridCrossings(rings: readonly Ring[], columns: number, rows: number): Crossings {
  const turned = rings.map((ring) => ring.map((p) => ({ x: p.y, y: p.x })))
  const right = alongRows(rings, columns, rows)
  const below = alongRows(turned, rows, columns)
  return (x, y, towards) => {
    const at = towards === 'right' ? right[y * (columns + 1) + x + 1]! : below[x * (rows + 1) + y + 1]!
    return Number.isNaN(at) ? null : at
  }
}

/** One number for each way (x, y) to (x + 1, y), x from -1. */
function alongRows(rings: readonly Ring[], columns: number, rows: number): Float64Array {
  const crossings = new Float64Array((columns + 1) * rows).fill(NaN)
  for (const ring of rings) {
    ring.forEach((b, i) => {
      const a = ring[(i + ring.length - 1) % ring.length]!
      const lastRow = Math.min(rows, Math.ceil(Math.max(a.y, b.y)))
      for (let row = Math.max(0, Math.ceil(Math.min(a.y, b.y))); row < lastRow; row++) {
        const x = crossingX(a, b, row)
        const column = Math.ceil(x) - 1
        set(crossings, row, column, x - column, columns)
      }
    })
  }
  return crossings
}

/**
 * A line through a pixel centre belongs to the ways on both sides of it: rounding may put the centre inside by the row
 * and outside by the column.
 */
function set(crossings: Float64Array, row: number, column: number, at: number, columns: number): void {
  const put = (there: number, value: number) => {
    if (there >= -1 && there < columns) crossings[row * (columns + 1) + there + 1] = value
  }
  const taken = (there: number) => !Number.isNaN(crossings[row * (columns + 1) + there + 1])
  put(column, at)
  if (at > 1 - 1e-6 && !taken(column + 1)) put(column + 1, 0)
  if (at < 1e-6 && !taken(column - 1)) put(column - 1, 1)
}
