import { khenedMap } from './khenedMap'
import { signedDistance } from './signedDistance'
import { unetMap } from './unetMap'

/** What a loss wants drawn from the truth. */
export type MapKind = 'distances' | 'khened' | 'unet'

/** Channels of a loss's maps: a distance for each structure, or one weight. */
export const mapChannels = (kind: MapKind | undefined, structures: number): number =>
  kind === undefined ? 0 : kind === 'distances' ? structures : 1

/**
 * Targets [count, rows, columns, structures] with the maps of a loss behind each pixel's structures,
 * [count, rows, columns, structures + maps].
 */
export function withMaps(
  targets: Float32Array,
  [count, rows, columns, structures]: readonly [number, number, number, number],
  kind: MapKind,
  quirks: 'faithful' | 'corrected' = 'corrected',
): Float32Array {
  const pixels = rows * columns
  const width = structures + mapChannels(kind, structures)
  const out = new Float32Array(count * pixels * width)
  for (let image = 0; image < count; image++) {
    const own = targets.subarray(image * pixels * structures, (image + 1) * pixels * structures)
    const maps = mapsOf(own, [rows, columns, structures], kind, quirks)
    for (let pixel = 0; pixel < pixels; pixel++) {
      const at = (image * pixels + pixel) * width
      for (let k = 0; k < structures; k++) out[at + k] = own[pixel * structures + k]!
      maps.forEach((map, m) => (out[at + structures + m] = map[pixel]!))
    }
  }
  return out
}

function mapsOf(
  truth: Float32Array,
  [rows, columns, structures]: readonly [number, number, number],
  kind: MapKind,
  quirks: 'faithful' | 'corrected',
): Float32Array[] {
  if (kind === 'distances')
    return Array.from({ length: structures }, (_, k) => {
      const region = Uint8Array.from({ length: rows * columns }, (_, i) =>
        truth[i * structures + k]! > 0 ? 1 : 0,
      )
      return signedDistance(region, rows, columns)
    })
  const labels = new Uint8Array(rows * columns)
  truth.forEach((value, i) => {
    if (value > 0) labels[Math.floor(i / structures)] = (i % structures) + 1
  })
  return [kind === 'unet' ? unetMap(labels, rows, columns) : khenedMap(labels, rows, columns, quirks)]
}
