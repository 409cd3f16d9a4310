import { regions } from '#shared/domain/structures'
import { components } from '#shared/geometry/components'
import type { VolumeShape } from '#shared/geometry/volumeShape'

const cavity = regions['lv-cavity'].label

/**
 * The labels with only the largest LV cavity of each slice kept, corners joined (datasets F1). On a tie the one that shares
 * more pixels with the slice before stays, else the first in raster order. `labels` [slices, rows, columns] stay as they
 * were; `removed` counts components.
 */
export function largestCavity(
  labels: Uint8Array,
  [slices, rows, columns]: VolumeShape,
): { labels: Uint8Array<ArrayBuffer>; removed: number } {
  const out = labels.slice()
  const size = rows * columns
  let removed = 0
  for (let slice = 0; slice < slices; slice++) {
    const plane = out.subarray(slice * size, (slice + 1) * size)
    const mask = plane.map((label) => (label === cavity ? 1 : 0))
    const { numbers, sizes } = components(mask, [1, rows, columns], 26)
    if (sizes.length <= 2) continue
    const before = slice > 0 ? out.subarray((slice - 1) * size, slice * size) : null
    const shared = sizes.map(() => 0)
    if (before)
      numbers.forEach((number, i) => (shared[number]! += Number(number > 0 && before[i] === cavity)))
    const kept = sizes
      .map((_, number) => number)
      .slice(1)
      .reduce((best, number) =>
        sizes[number]! > sizes[best]! || (sizes[number] === sizes[best] && shared[number]! > shared[best]!)
          ? number
          : best,
      )
    numbers.forEach((number, i) => {
      if (number > 0 && number !== kept) plane[i] = 0
    })
    removed += sizes.length - 2
  }
  return { labels: out, removed }
}
