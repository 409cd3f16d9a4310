import type { VoxelArray } from '#electron/formats/nifti/niftiType'

/** Places 110 to 145 of 256, counted from 1 (datasets.md B1.5), from 0 here. */
const first = 109
const last = 144
const conformed = 256

/** More pixels of ventricle than these keep a slice. */
export const leastPixels = 100

/** The places along the first array axis that may become slices; another size than FreeSurfer's 256 has all of them. */
export function candidateSlices(size: number): number[] {
  const [from, to] = size === conformed ? [first, last] : [0, size - 1]
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)
}

/**
 * Sagittal slices of a volume in file order [k, j, i], i fastest: slice after slice along i, rows along j, columns
 * along k, as `squeeze(volume(i, :, :))` gives them.
 */
export function sagittal<T extends VoxelArray>(
  data: T,
  [depth, height, width]: readonly [number, number, number],
  places: readonly number[],
): T {
  const Kind = data.constructor as new (length: number) => T
  const out = new Kind(places.length * depth * height)
  let at = 0
  for (const i of places)
    for (let j = 0; j < height; j++)
      for (let k = 0; k < depth; k++) out[at++] = data[(k * height + j) * width + i]!
  return out
}

/** Where each place along i has more than 100 voxels of the mask. */
export function keptSlices(
  mask: Uint8Array,
  [depth, height, width]: readonly [number, number, number],
  places: readonly number[],
): number[] {
  const counts = new Uint32Array(width)
  for (let at = 0; at < depth * height * width; at++) if (mask[at]) counts[at % width]!++
  return places.filter((i) => counts[i]! > leastPixels)
}
