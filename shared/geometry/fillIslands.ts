import { components } from './components'
import type { VolumeShape, VolumeSpacingMm } from './volumeShape'

export interface IslandOptions {
  /** Larger islands stay background, mm². */
  readonly largestMm2: number
  /** So do islands into which a larger circle fits, mm: a missed cavity is no gap between labels. */
  readonly widestMm: number
}

/** S2's program fills every enclosed component. */
export const everyIsland: IslandOptions = { largestMm2: Infinity, widestMm: Infinity }
export const islandDefaults: IslandOptions = { largestMm2: 600, widestMm: 3 }

/**
 * The labels with small background islands filled (datasets F3): 4-connected background that does not touch the image's
 * border. Each of its pixels takes the label of the nearest labelled pixel, in mm between centres; on a tie the lowest.
 */
export function fillIslands(
  labels: Uint8Array,
  [slices, rows, columns]: VolumeShape,
  spacingMm: VolumeSpacingMm,
  { largestMm2, widestMm }: IslandOptions = islandDefaults,
): { labels: Uint8Array<ArrayBuffer>; filled: number } {
  const out = labels.slice()
  const size = rows * columns
  let filled = 0
  for (let slice = 0; slice < slices; slice++) {
    const before = labels.subarray(slice * size, (slice + 1) * size)
    const { numbers, sizes } = components(
      before.map((label) => (label === 0 ? 1 : 0)),
      [1, rows, columns],
      6,
    )
    const outside = new Set<number>()
    for (let x = 0; x < columns; x++) outside.add(numbers[x]!).add(numbers[size - columns + x]!)
    for (let y = 0; y < rows; y++) outside.add(numbers[y * columns]!).add(numbers[(y + 1) * columns - 1]!)
    for (let number = 1; number < sizes.length; number++) {
      if (outside.has(number) || sizes[number]! * spacingMm.x * spacingMm.y > largestMm2) continue
      const nearest = new Map<number, Nearest>()
      for (let i = 0; i < size; i++)
        if (numbers[i] === number) nearest.set(i, nearestLabel(before, i, rows, columns, spacingMm))
      if (Math.max(...[...nearest.values()].map(({ distanceMm }) => distanceMm)) > widestMm) continue
      for (const [i, { label }] of nearest) out[slice * size + i] = label
      filled++
    }
  }
  return { labels: out, filled }
}

interface Nearest {
  readonly label: number
  readonly distanceMm: number
}

/** Searches rings of pixels outwards; an island is enclosed, so that there is always a labelled pixel. */
function nearestLabel(
  plane: Uint8Array,
  at: number,
  rows: number,
  columns: number,
  { x: dx, y: dy }: VolumeSpacingMm,
): Nearest {
  const [row, column] = [Math.floor(at / columns), at % columns]
  let best: Nearest = { label: 0, distanceMm: Infinity }
  const least = Math.min(dx, dy)
  for (let ring = 1; ring * least <= best.distanceMm; ring++)
    for (let y = Math.max(0, row - ring); y <= Math.min(rows - 1, row + ring); y++)
      for (let x = Math.max(0, column - ring); x <= Math.min(columns - 1, column + ring); x++) {
        if (Math.max(Math.abs(y - row), Math.abs(x - column)) !== ring) continue
        const label = plane[y * columns + x]!
        if (label === 0) continue
        const distanceMm = Math.hypot((x - column) * dx, (y - row) * dy)
        if (distanceMm < best.distanceMm || (distanceMm === best.distanceMm && label < best.label))
          best = { label, distanceMm }
      }
  return best
}
