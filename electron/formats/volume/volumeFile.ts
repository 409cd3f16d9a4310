import type { NiftiHeader } from '../nifti/niftiHeader'

/** Where the voxels of a header lie and how they are packed. */
export interface VolumeFile {
  readonly header: NiftiHeader
  readonly packing: 'none' | 'gzip' | 'zlib'
  /** Name of the file beside the header that holds the voxels; null: they follow the header. */
  readonly beside: string | null
  /** Frames lie voxel by voxel, not one after the other. */
  readonly framesFirst: boolean
}
