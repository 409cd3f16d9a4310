import type { StepOf } from '#shared/domain/preparationStep'
import { biasField } from './n4/biasField'
import type { VolumeGrid } from './volumeGrid'

/** P11: the volume without its slow shading. */
export function withoutBias(
  volume: Float32Array,
  grid: VolumeGrid,
  step: StepOf<'n4'>,
): Float32Array<ArrayBuffer> {
  const field = biasField(volume, grid, step)
  const out = new Float32Array(volume.length)
  for (let i = 0; i < volume.length; i++) out[i] = volume[i]! / Math.exp(field[i]!)
  return out
}
