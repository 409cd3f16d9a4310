import type { PointPx } from '#shared/domain/contour'

const outsideAt = -1

/**
 * The outlines of a mask (any value but 0 is inside), by mid-edge tracing: every point lies half way between a set
 * pixel and an unset neighbour, so that rasterising the rings gives the mask back bit by bit (E-G4). Pixels that touch
 * only at a corner become rings of their own; rings never touch. Points in the middle of a straight run are left out.
 * The area of a ring without holes is its pixel count less half a pixel.
 */
export const traceMask = (mask: Uint8Array, columns: number, rows: number): PointPx[][] =>
  traceCrossings(mask, columns, rows, () => 0.5).map(withoutStraightPoints)

/** How far from pixel (x, y), in pixels, the outline crosses the way to its neighbour right or below. */
export type CrossingAt = (x: number, y: number, towards: 'right' | 'below') => number

/** The outlines of a mask, each point on the way between a set pixel and an unset neighbour, where `crossingAt` says. */
export function traceCrossings(
  mask: Uint8Array,
  columns: number,
  rows: number,
  crossingAt: CrossingAt,
): PointPx[][] {
  const bounds = boundsOf(mask, columns, rows)
  if (!bounds) return []
  const next = nextPoints(mask, columns, rows, bounds)
  const rings: PointPx[][] = []
  for (let start = 0; start < next.length; start++) {
    const ring: PointPx[] = []
    for (let at = start; next[at] !== outsideAt;) {
      ring.push(pointOf(at, columns, crossingAt))
      const following = next[at]!
      next[at] = outsideAt
      at = following
    }
    if (ring.length > 0) rings.push(ring)
  }
  return rings
}

interface Bounds {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

function boundsOf(mask: Uint8Array, columns: number, rows: number): Bounds | null {
  let [left, right, top, bottom] = [columns, -1, rows, -1]
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      if (!mask[y * columns + x]) continue
      if (x < left) left = x
      if (x > right) right = x
      if (y < top) top = y
      bottom = y
    }
  }
  return right < 0 ? null : { left, right, top, bottom }
}

/** Mid-edge points are numbered by the pixel above or left of them, from (-1, -1): even = right of it, odd = below it. */
const rightOf = (x: number, y: number, columns: number) => 2 * ((y + 1) * (columns + 1) + x + 1)
const belowOf = (x: number, y: number, columns: number) => rightOf(x, y, columns) + 1

function pointOf(number: number, columns: number, crossingAt: CrossingAt): PointPx {
  const cell = number >> 1
  const x = (cell % (columns + 1)) - 1
  const y = Math.floor(cell / (columns + 1)) - 1
  return number & 1 ? { x, y: y + crossingAt(x, y, 'below') } : { x: x + crossingAt(x, y, 'right'), y }
}

/** For each mid-edge point the one that follows it, walking with the set pixels on the right hand; -1 elsewhere. */
function nextPoints(mask: Uint8Array, columns: number, rows: number, bounds: Bounds): Int32Array {
  const next = new Int32Array(2 * (columns + 1) * (rows + 1)).fill(outsideAt)
  const set = (x: number, y: number): number =>
    x >= 0 && y >= 0 && x < columns && y < rows && mask[y * columns + x] ? 1 : 0
  for (let y = bounds.top - 1; y <= bounds.bottom; y++) {
    for (let x = bounds.left - 1; x <= bounds.right; x++) {
      // The square between four pixel centres; its sides carry the mid-edge points.
      const corners = set(x, y) | (set(x + 1, y) << 1) | (set(x + 1, y + 1) << 2) | (set(x, y + 1) << 3)
      if (corners === 0 || corners === 15) continue
      const top = rightOf(x, y, columns)
      const bottom = rightOf(x, y + 1, columns)
      const left = belowOf(x, y, columns)
      const right = belowOf(x + 1, y, columns)
      const sides = [top, right, bottom, left]
      for (const [from, to] of lines[corners]!) next[sides[from]!] = sides[to]!
    }
  }
  return next
}

/** Sides 0 top, 1 right, 2 bottom, 3 left; corners 1 top left, 2 top right, 4 bottom right, 8 bottom left. */
const lines: readonly (readonly (readonly [number, number])[])[] = [
  [],
  [[0, 3]],
  [[1, 0]],
  [[1, 3]],
  [[2, 1]],
  [
    [0, 3],
    [2, 1],
  ],
  [[2, 0]],
  [[2, 3]],
  [[3, 2]],
  [[0, 2]],
  [
    [1, 0],
    [3, 2],
  ],
  [[1, 2]],
  [[3, 1]],
  [[0, 1]],
  [[3, 0]],
  [],
]

function withoutStraightPoints(ring: PointPx[]): PointPx[] {
  return ring.filter((point, i) => {
    const before = ring[(i + ring.length - 1) % ring.length]!
    const after = ring[(i + 1) % ring.length]!
    // Half-pixel coordinates are exact, and so is this cross product.
    return (point.x - before.x) * (after.y - point.y) !== (point.y - before.y) * (after.x - point.x)
  })
}
