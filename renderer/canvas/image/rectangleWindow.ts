import type { PointPx } from '#shared/domain/contour'
import type { DisplayWindow } from '#shared/domain/study'
import type { ImageFrame } from './imageFrame'

/** The window from the smallest to the largest value inside a rectangle of the image; null for an empty one. */
export function rectangleWindow(
  { header, stored }: ImageFrame,
  a: PointPx,
  b: PointPx,
): DisplayWindow | null {
  const left = Math.max(0, Math.ceil(Math.min(a.x, b.x)))
  const right = Math.min(header.columns - 1, Math.floor(Math.max(a.x, b.x)))
  const top = Math.max(0, Math.ceil(Math.min(a.y, b.y)))
  const bottom = Math.min(header.rows - 1, Math.floor(Math.max(a.y, b.y)))
  let low = Infinity
  let high = -Infinity
  for (let row = top; row <= bottom; row++)
    for (let column = left; column <= right; column++) {
      const value = stored[row * header.columns + column]! * header.slope + header.intercept
      low = Math.min(low, value)
      high = Math.max(high, value)
    }
  return high > low ? { centre: (low + high) / 2, width: high - low, origin: 'reader' } : null
}
