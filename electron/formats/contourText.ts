import { SeptumError } from '#shared/errors/SeptumError'
import type { PointPx } from '#shared/domain/contour'

/** Sunnybrook's polygons count pixels from 1, as MATLAB does; ours from 0 (datasets.md B1.12, X33). */
export const offsetPx = -1

const largestPoints = 100_000

/**
 * The polygon of a contour file: one `x y` a line, x = column, y = row. A file of 0 bytes (or blank) says that there is
 * no contour: []. A closing point that repeats the first is dropped.
 * Errors: FILE_MALFORMED for anything but two numbers a line, or fewer than three points.
 */
export function contourPoints(text: string, file: string): PointPx[] {
  const points: PointPx[] = []
  const lines = text.split(/\r\n|\r|\n/)
  if (lines.length > largestPoints)
    throw new SeptumError('FILE_MALFORMED', { file, reason: `it has ${lines.length} lines` })
  lines.forEach((line, index) => {
    const words = line.trim().split(/[\s,;]+/)
    if (words.length === 1 && words[0] === '') return
    const [x, y] = words.map(Number)
    if (words.length !== 2 || !Number.isFinite(x) || !Number.isFinite(y))
      throw new SeptumError('FILE_MALFORMED', { file, reason: `line ${index + 1} is not "x y"` })
    points.push({ x: x! + offsetPx, y: y! + offsetPx })
  })
  const [first, last] = [points[0], points.at(-1)]
  if (first && last && points.length > 1 && first.x === last.x && first.y === last.y) points.pop()
  if (points.length > 0 && points.length < 3)
    throw new SeptumError('FILE_MALFORMED', { file, reason: `its polygon has ${points.length} points` })
  return points
}

/** The text of a contour file, counted from 1 again, in hundredths of a pixel as the experts' files are. */
export const contourText = (points: readonly PointPx[]): string =>
  points.map(({ x, y }) => `${(x - offsetPx).toFixed(2)} ${(y - offsetPx).toFixed(2)}\n`).join('')
