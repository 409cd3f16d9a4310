/** Error of a structure's volume, in millilitres. */
export default {
  septum: 1,
  kind: 'metric',
  id: 'volume-error',
  title: 'Volume error',
  direction: 'lower',
  unit: 'ml',
  /** truth, mask: nought or one, [slices, rows, columns] one after another. Null: there is no number for this volume. */
  measure({ truth, mask, spacingMm }) {
    const voxelMl = (spacingMm.x * spacingMm.y * spacingMm.z) / 1000
    const count = (voxels) => voxels.reduce((sum, voxel) => sum + voxel, 0)
    return Math.abs(count(mask) - count(truth)) * voxelMl
  },
}
