import type { CaseReader } from '#electron/datasets/adapter'

/** Longest side of a thumbnail, pixels. */
const longestSide = 96

export interface Picture {
  readonly columns: number
  readonly rows: number
  /** Windowed 8-bit grey, row after row. */
  readonly grey: Uint8Array
}

/** The middle slice at end-diastole (else the first phase), windowed, its pixels averaged down and drawn square. */
export async function thumbnail(reader: CaseReader): Promise<Picture> {
  const { grid, window, inverted, ed } = reader.opened
  const { header, values } = await reader.frame(Math.floor(grid.slices / 2), ed ?? 0)
  const scale = longestSide / Math.max(grid.columns * grid.spacingMm.x, grid.rows * grid.spacingMm.y)
  const columns = Math.max(1, Math.round(grid.columns * grid.spacingMm.x * scale))
  const rows = Math.max(1, Math.round(grid.rows * grid.spacingMm.y * scale))
  const grey = new Uint8Array(columns * rows)
  const low = window.centre - window.width / 2
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      const value = boxMean(values, grid, x / columns, (x + 1) / columns, y / rows, (y + 1) / rows)
      const share = (value * header.slope + header.intercept - low) / (window.width || 1)
      const level = Math.round(255 * Math.min(1, Math.max(0, share)))
      grey[y * columns + x] = inverted ? 255 - level : level
    }
  return { columns, rows, grey }
}

/** Mean of the pixels whose indices fall into a box given in shares of the image; at least one pixel. */
function boxMean(
  values: ArrayLike<number>,
  grid: { columns: number; rows: number },
  left: number,
  right: number,
  top: number,
  bottom: number,
): number {
  const x0 = Math.min(grid.columns - 1, Math.floor(left * grid.columns))
  const x1 = Math.min(grid.columns, Math.max(x0 + 1, Math.floor(right * grid.columns)))
  const y0 = Math.min(grid.rows - 1, Math.floor(top * grid.rows))
  const y1 = Math.min(grid.rows, Math.max(y0 + 1, Math.floor(bottom * grid.rows)))
  let sum = 0
  for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) sum += values[y * grid.columns + x]!
  return sum / ((x1 - x0) * (y1 - y0))
}
