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

/** Whole-pixel rectangles of a grid of panes, row by row, with a 1 px gap between them. */
export function paneRects(size: PaneSize, { columns, rows }: PaneGridShape, count: number): PaneRect[] {
  const edge = (index: number, parts: number, length: number) =>
    Math.round((index * (length + gapPx)) / parts)
  return Array.from({ length: count }, (_, index) => {
    const column = index % columns
    const row = Math.floor(index / columns)
    const left = edge(column, columns, size.width)
    const top = edge(row, rows, size.height)
    return {
      left,
      top,
      width: Math.max(1, edge(column + 1, columns, size.width) - gapPx - left),
      height: Math.max(1, edge(row + 1, rows, size.height) - gapPx - top),
    }
  })
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
