import type { StepOf } from '#shared/domain/preparationStep'
import { clahe } from './clahe'
import { planesOf, type VolumeGrid } from './volumeGrid'

/** P6 of each slice. Stored values are cut to whole numbers of 16 bits, not rounded, as S2's predecessor does (D22). */
export function equalised(
  volume: Float32Array,
  grid: VolumeGrid,
  { clip, tiles, grey }: StepOf<'clahe'>,
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(volume.length)
  const options = { clip, tiles, levels: grey === '8-bit' ? 256 : 65_536 } as const
  planesOf(volume, grid).forEach((plane, z) => {
    const levels = grey === 'stored' ? stored(plane) : rescaled(plane, grey === '8-bit' ? 255 : 4095)
    out.set(clahe(levels, grid, options), z * plane.length)
  })
  return out
}

const stored = (plane: Float32Array): Uint16Array =>
  Uint16Array.from(plane, (value) => Math.max(0, Math.min(65_535, Math.trunc(value))))

/** From the darkest to the brightest on 0 to `most`. */
function rescaled(plane: Float32Array, most: number): Uint16Array {
  let [low, high] = [Infinity, -Infinity]
  for (const value of plane) {
    if (value < low) low = value
    if (value > high) high = value
  }
  const range = high > low ? high - low : 1
  return Uint16Array.from(plane, (value) => Math.round(((value - low) / range) * most))
}
