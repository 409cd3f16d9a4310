import { SeptumError } from '#shared/errors/SeptumError'
import { niftiOrientation, type Affine } from '../nifti/niftiOrientation'
import { niftiTypes, type NiftiTypeCode } from '../nifti/niftiType'
import type { NiftiHeader, VolumeFormat } from '../nifti/niftiHeader'

/** What a format other than NIfTI says of its volume. */
export interface VolumeFacts {
  readonly format: Exclude<VolumeFormat, 'nifti'>
  readonly littleEndian: boolean
  readonly shape: NiftiHeader['shape']
  /** Voxel index → RAS mm; null where the file does not say. */
  readonly affine: Affine | null
  /** Distances of voxel centres along x, y and z, mm; null where the file does not say. */
  readonly spacingMm: readonly [x: number, y: number, z: number] | null
  readonly frameMs: number | null
  readonly code: NiftiTypeCode
  readonly voxelOffset: number
  readonly raw: Uint8Array
}

/** A header that promises more is refused before anything is unpacked. */
const largestVoxelBytes = 2 * 2 ** 30

export const voxelCount = (shape: NiftiHeader['shape']): number =>
  shape.reduce((product, size) => product * size, 1)

/** The same facts as a NIfTI header gives them. Errors: FILE_MALFORMED where the size cannot be. */
export function volumeHeader(facts: VolumeFacts, file: string): NiftiHeader {
  const { shape, spacingMm, affine, code } = facts
  const voxels = voxelCount(shape)
  const sane = shape.every((size) => Number.isSafeInteger(size) && size > 0)
  if (!sane || voxels * niftiTypes[code].bytes > largestVoxelBytes) {
    const reason = `its size is ${shape.toReversed().join(' × ')}`
    throw new SeptumError('FILE_MALFORMED', { file, reason })
  }
  const usable = spacingMm?.map((size) => Number.isFinite(size) && size > 0) ?? [false, false, false]
  const [x, y, z] = [0, 1, 2].map((axis) => (usable[axis] ? spacingMm![axis]! : 1)) as [
    number,
    number,
    number,
  ]
  return {
    ...facts,
    version: 1,
    spacingMm: { x, y, z },
    calibrated: usable[0]! && usable[1]! && (usable[2]! || shape[1] === 1),
    type: niftiTypes[code].name,
    slope: 1,
    intercept: 0,
    description: '',
    orientation: affine && niftiOrientation(affine, [x, y, z]),
    formsDisagree: false,
    paired: false,
  }
}
