import type { VolumeShape } from '#shared/geometry/volumeShape'
import { components, type Connectivity } from '#shared/geometry/components'

/**
 * The labels with only the largest 3-D component of each class kept; the other voxels become background (datasets F4).
 * `labels` [slices, rows, columns]; on a tie the component that comes first in raster order stays. The labels given
 * stay as they were.
 */
export function largestComponents(
  labels: Uint8Array,
  shape: VolumeShape,
  classes: readonly number[] = [1, 2, 3],
  connectivity: Connectivity = 26,
): Uint8Array<ArrayBuffer> {
  const out = labels.slice()
  for (const label of classes) {
    const mask = labels.map((value) => (value === label ? 1 : 0))
    const { numbers, sizes } = components(mask, shape, connectivity)
    if (sizes.length <= 2) continue
    const largest = sizes.indexOf(Math.max(...sizes))
    numbers.forEach((number, i) => {
      if (number > 0 && number !== largest) out[i] = 0
    })
  }
  return out
}
