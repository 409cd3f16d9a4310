export interface Rect {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/**
 * Rectangles of `count` panes in a box, CSS pixels, 1 px apart: as near to squares as the box allows. A last row that is
 * not full is stretched over the width; panes of one height show an image of one size.
 */
export function paneLayout(count: number, box: { readonly width: number; readonly height: number }): Rect[] {
  let columns = 1
  let best = 0
  for (let tried = 1; tried <= count; tried++) {
    const side = Math.min(box.width / tried, box.height / Math.ceil(count / tried))
    if (side > best) [best, columns] = [side, tried]
  }
  const rows = Math.ceil(count / columns)
  const height = (box.height - rows + 1) / rows
  return Array.from({ length: count }, (_, i) => {
    const row = Math.floor(i / columns)
    const inRow = Math.min(columns, count - row * columns)
    const width = (box.width - inRow + 1) / inRow
    return {
      left: (i % columns) * (width + 1),
      top: row * (height + 1),
      width: Math.max(0, width),
      height: Math.max(0, height),
    }
  })
}

/** The pane under a point of the box, and the point inside it; null between panes. */
export function paneUnder(
  panes: readonly Rect[],
  x: number,
  y: number,
): { index: number; x: number; y: number } | null {
  const index = panes.findIndex(
    ({ left, top, width, height }) => x >= left && x < left + width && y >= top && y < top + height,
  )
  return index < 0 ? null : { index, x: x - panes[index]!.left, y: y - panes[index]!.top }
}
