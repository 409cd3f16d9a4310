import { percentileClip } from '../../preparation/percentileClip'

/** A slice as grey levels of 0 to 255, from its 0.5th to its 99.5th percentile; a flat one is black. */
export function greyLevels(slice: Float32Array): Uint8Array<ArrayBuffer> {
  const clipped = percentileClip(slice, 0.5, 99.5)
  let [least, most] = [Infinity, -Infinity]
  for (const value of clipped) {
    if (value < least) least = value
    if (value > most) most = value
  }
  const scale = most > least ? 255 / (most - least) : 0
  return Uint8Array.from(clipped, (value) => Math.round((value - least) * scale))
}
