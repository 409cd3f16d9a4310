/** Voxels along each axis: [slices, rows, columns]. */
export type VolumeShape = readonly [slices: number, rows: number, columns: number]

/** Distance of neighbouring voxel centres along each axis, mm; z is the slice pitch. */
export interface VolumeSpacingMm {
  readonly x: number
  readonly y: number
  readonly z: number
}
