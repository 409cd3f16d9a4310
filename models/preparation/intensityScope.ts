import { planesOf, type VolumeGrid } from './volumeGrid'

/** Something done to the whole volume at once, or to each slice on its own. */
export function scoped(
  volume: Float32Array,
  grid: VolumeGrid,
  scope: 'slice' | 'volume',
  act: (values: Float32Array) => Float32Array,
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(volume.length)
  if (scope === 'volume') out.set(act(volume))
  else planesOf(volume, grid).forEach((plane, z) => out.set(act(plane), z * plane.length))
  return out
}
