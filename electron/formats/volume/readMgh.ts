import { SeptumError } from '#shared/errors/SeptumError'
import type { NiftiHeader } from '../nifti/niftiHeader'
import type { NiftiTypeCode } from '../nifti/niftiType'
import { volumeHeader } from './volumeHeader'

/** FreeSurfer's voxel types as NIfTI's. */
const codes: Readonly<Record<number, NiftiTypeCode>> = { 0: 2, 1: 8, 3: 16, 4: 4, 10: 512 }

const headerBytes = 284

/** True where bytes (unpacked) begin as an MGH file: version 1, big-endian, and a type that there is. */
export const looksLikeMgh = (head: Uint8Array): boolean =>
  head.length >= headerBytes &&
  head[0] === 0 &&
  head[1] === 0 &&
  head[2] === 0 &&
  head[3] === 1 &&
  codes[new DataView(head.buffer, head.byteOffset).getInt32(20)] !== undefined

/**
 * The header of an MGH file (FreeSurfer's volume format, big-endian, 284 bytes before the voxels).
 * Its geometry gives the RAS coordinate of the centre: voxel (width / 2, height / 2, depth / 2).
 */
export function mghHeader(head: Uint8Array, file: string): NiftiHeader {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const [width, height, depth, frames] = [4, 8, 12, 16].map((at) => view.getInt32(at))
  const code = codes[view.getInt32(20)]
  if (!code)
    throw new SeptumError('PIXELS_UNSUPPORTED', { file, reason: 'its voxels are of an unknown type' })
  const floats = Array.from({ length: 15 }, (_, i) => view.getFloat32(30 + 4 * i))
  const placed = view.getInt16(28) === 1
  const spacing = floats.slice(0, 3) as [number, number, number]
  // Cosines stand column by column: that of x first, then y and z; the centre follows.
  const row = (r: number): number[] => {
    const cells = [0, 1, 2].map((c) => floats[3 + 3 * c + r]! * spacing[c]!)
    const toCentre = cells[0]! * (width! / 2) + cells[1]! * (height! / 2) + cells[2]! * (depth! / 2)
    return [...cells, floats[12 + r]! - toCentre]
  }
  return volumeHeader(
    {
      format: 'mgh',
      littleEndian: false,
      shape: [Math.max(1, frames!), depth!, height!, width!],
      affine: placed ? [row(0), row(1), row(2)] : null,
      spacingMm: placed ? spacing : null,
      frameMs: null,
      code,
      voxelOffset: headerBytes,
      raw: head.slice(0, headerBytes),
    },
    file,
  )
}
