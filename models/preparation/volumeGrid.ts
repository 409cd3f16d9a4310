/** The grid of one volume [slices, rows, columns]. */
export interface VolumeGrid {
  readonly slices: number
  readonly rows: number
  readonly columns: number
  /** Distance of pixel centres, and of slices, mm. */
  readonly spacingMm: { readonly x: number; readonly y: number; readonly z: number }
}

export const voxelCount = ({ slices, rows, columns }: VolumeGrid): number => slices * rows * columns

/** Only what a grid says; anything else that the object carries stays behind. */
export const bareGrid = ({ slices, rows, columns, spacingMm: { x, y, z } }: VolumeGrid): VolumeGrid => ({
  slices,
  rows,
  columns,
  spacingMm: { x, y, z },
})

type Voxels = Float32Array | Uint8Array

/** The planes of a volume one after another, as views. */
export function planesOf<V extends Voxels>(volume: V, grid: VolumeGrid): V[] {
  const pixels = grid.rows * grid.columns
  if (volume.length !== voxelCount(grid))
    throw new Error(
      `${volume.length} voxels do not fill ${grid.slices} slices of ${grid.rows} × ${grid.columns}`,
    )
  return Array.from({ length: grid.slices }, (_, z) => volume.subarray(z * pixels, (z + 1) * pixels) as V)
}
