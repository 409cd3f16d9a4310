import type { NiftiHeader } from './niftiHeader'
import type { VoxelArray } from './niftiType'

/** A header and its voxels in file order: x fastest, then y, z, t. 64-bit integers are held as float64. */
export interface NiftiImage extends NiftiHeader {
  readonly data: VoxelArray
  /** The stored voxels, little-endian, as a hash of the image wants them. */
  readonly stored: Uint8Array
}
