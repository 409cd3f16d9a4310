import { regions } from '#shared/domain/structures'
import type { VolumeShape } from '#shared/geometry/volumeShape'
import { components } from './components'

const cavity = regions['lv-cavity'].label

/**
 * The labels with only the largest LV cavity of each slice kept (datasets F1; pixels that touch at a corner belong
 * together). On a tie the one that overlaps the previous slice's more stays, else the first in raster order. The
 * myocardium is never touched. The labels given stay as they were.
 */
export function largestCavities(
  labels: Uint8Array,
  [slices, rows, columns]: VolumeShape,
): Uint8Array<ArrayBuffer> {
  const out = labels.slice()
  const pixels = rows * columns
  for (let slice = 0; slice < slices; slice++) {
    const plane = out.subarray(slice * pixels, (slice + 1) * pixels)
    const before = slice > 0 ? out.subarray((slice - 1) * pixels, slice * pixels) : null
    const mask = plane.map((label) => (label === cavity ? 1 : 0))
    const { numbers, sizes } = components(mask, [1, rows, columns], 26)
    if (sizes.length <= 2) continue
    const overlaps = sizes.map(() => 0)
    numbers.forEach((number, i) => {
      if (number > 0 && before?.[i] === cavity) overlaps[number]!++
    })
    const numbered = sizes.map((_, number) => number).slice(1)
    const [kept] = numbered.toSorted((a, b) => sizes[b]! - sizes[a]! || overlaps[b]! - overlaps[a]! || a - b)
    numbers.forEach((number, i) => {
      if (number > 0 && number !== kept) plane[i] = 0
    })
  }
  return out
}
