import type { PaneSize } from './imageView'

export interface PaneRect {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}
export interface PaneGridShape {
  readonly columns: number
  readonly rows: number
}

const gapPx = 1

/** The whole-pixel rectangle of one cell of a grid of panes, with a 1 px gap between cells. */
export function paneRect(
  size: PaneSize,
  shape: PaneGridShape,
  { column, row }: { readonly column: number; readonly row: number },
): PaneRect {
  const edge = (index: number, parts: number, length: number) =>
    Math.round((index * (length + gapPx)) / parts)
  const left = edge(column, shape.columns, size.width)
  const top = edge(row, shape.rows, size.height)
  return {
    left,
    top,
    width: Math.max(1, edge(column + 1, shape.columns, size.width) - gapPx - left),
    height: Math.max(1, edge(row + 1, shape.rows, size.height) - gapPx - top),
  }
}

/**
 * The grid in which `slices` panes, each `stacked` high (ED over ES), become largest. `aspect` is the width of an image
 * over its height.
 */
export function montageShape(size: PaneSize, slices: number, stacked: number, aspect: number): PaneGridShape {
  const shapes = Array.from({ length: slices }, (_, index) => {
    const columns = index + 1
    const rows = Math.ceil(slices / columns) * stacked
    return { columns, rows, scale: Math.min(size.width / columns / aspect, size.height / rows) }
  })
  return shapes.reduce((best, shape) => (shape.scale > best.scale * 1.001 ? shape : best))
}
