import type { Grid } from '#shared/domain/grid'
import { regions, type RegionId } from '#shared/domain/structures'

/** Voxels of each region × the voxel's volume, ml. */
export function labelVolumesMl(
  labels: Uint8Array,
  grid: Pick<Grid, 'spacingMm'>,
  which: readonly RegionId[],
): Partial<Record<RegionId, number>> {
  const counts = new Uint32Array(256)
  for (const label of labels) counts[label]!++
  const { x, y, z } = grid.spacingMm
  return Object.fromEntries(which.map((id) => [id, (counts[regions[id].label]! * x * y * z) / 1000]))
}
