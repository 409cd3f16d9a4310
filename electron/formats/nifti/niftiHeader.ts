import { readHeader, type NIFTI1, type NIFTI2 } from 'nifti-reader-js'
import type { Orientation } from '#shared/domain/grid'
import { SeptumError } from '#shared/errors/SeptumError'
import { niftiOrientation, quaternionAffine, type Affine } from './niftiOrientation'
import { isNiftiTypeCode, niftiTypes, unreadTypes, type NiftiTypeCode, type NiftiTypeName } from './niftiType'

/** Formats of volumes with a grid of their own. */
export type VolumeFormat = 'nifti' | 'mgh' | 'nrrd' | 'metaimage'

export interface NiftiHeader {
  /** What wrote it: a NIfTI header, or another format whose facts stand in the same places. */
  readonly format: VolumeFormat
  readonly version: 1 | 2
  readonly littleEndian: boolean
  /** Frames (all dimensions from the fourth on together), slices, rows, columns; the file holds columns fastest. */
  readonly shape: readonly [t: number, z: number, y: number, x: number]
  /** From pixdim, always (decisions.md 6), mm. 1 where pixdim is 0 or not a number; `calibrated` is false then. */
  readonly spacingMm: { readonly x: number; readonly y: number; readonly z: number }
  readonly calibrated: boolean
  /** Time between frames, ms, where the header gives it with a unit of time. */
  readonly frameMs: number | null
  readonly code: NiftiTypeCode
  readonly type: NiftiTypeName
  readonly voxelOffset: number
  /** value = stored × slope + intercept. */
  readonly slope: number
  readonly intercept: number
  readonly description: string
  readonly orientation: Orientation | null
  /** sform and qform are both set and differ by more than 0.1 mm over the grid (X3); the sform is used. */
  readonly formsDisagree: boolean
  /** A header file whose voxels lie in an .img beside it. */
  readonly paired: boolean
  /** The header as it stands in the file, 348 or 540 bytes. */
  readonly raw: Uint8Array
}

/** Bytes of voxels that a header may promise; more is refused before anything is unpacked. */
const largestVoxelBytes = 2 * 2 ** 30

export const niftiHeadBytes = 544

const text = (value: string): string => value.split('\0')[0]!.trim()

function forms(
  header: NIFTI1 | NIFTI2,
  raw: Uint8Array,
  version: 1 | 2,
): { sform: Affine | null; qform: Affine | null } {
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength)
  const row = (r: number): number[] =>
    [0, 1, 2, 3].map((c) =>
      version === 1
        ? view.getFloat32(280 + (r * 4 + c) * 4, header.littleEndian)
        : view.getFloat64(400 + (r * 4 + c) * 8, header.littleEndian),
    )
  const [qfac = 1, dx = 1, dy = 1, dz = 1] = header.pixDims
  return {
    sform: header.sform_code > 0 ? [row(0), row(1), row(2)] : null,
    qform:
      header.qform_code > 0
        ? quaternionAffine(
            [header.quatern_b, header.quatern_c, header.quatern_d],
            [dx, dy, dz],
            [header.qoffset_x, header.qoffset_y, header.qoffset_z],
            qfac,
          )
        : null,
  }
}

function farthestApartMm(a: Affine, b: Affine, [, z, y, x]: NiftiHeader['shape']): number {
  let far = 0
  for (const corner of [0, 1, 2, 3, 4, 5, 6, 7]) {
    const at = [corner & 1 ? x - 1 : 0, corner & 2 ? y - 1 : 0, corner & 4 ? z - 1 : 0, 1]
    const gap = [0, 1, 2].map((r) => at.reduce((sum, v, c) => sum + (a[r]![c]! - b[r]![c]!) * v, 0))
    far = Math.max(far, Math.hypot(...gap))
  }
  return far
}

function shapeOf(dims: readonly number[], file: string): NiftiHeader['shape'] {
  const rank = dims[0] ?? 0
  if (!Number.isInteger(rank) || rank < 1 || rank > 7)
    throw new SeptumError('FILE_MALFORMED', { file, reason: `it claims ${rank} dimensions` })
  const size = (axis: number): number => (axis <= rank ? Math.max(1, dims[axis] ?? 1) : 1)
  if (dims.slice(1, rank + 1).some((d) => !Number.isSafeInteger(d) || d < 0))
    throw new SeptumError('FILE_MALFORMED', {
      file,
      reason: `its size is ${dims.slice(1, rank + 1).join(' × ')}`,
    })
  return [size(4) * size(5) * size(6) * size(7), size(3), size(2), size(1)]
}

/**
 * Reads a NIfTI-1 or NIfTI-2 header from the first bytes of an unpacked file.
 * Errors: FILE_NOT_IMAGE (no NIfTI magic), FILE_TRUNCATED, FILE_MALFORMED, PIXELS_UNSUPPORTED.
 */
export function niftiHeader(head: Uint8Array, file: string): NiftiHeader {
  const isTwo = head.length >= 8 && head[4] === 0x6e && head[5]! >= 0x2b && head[6] === 0x32
  const length = isTwo ? 540 : 348
  const startsRight = [348, 540].some((n) => {
    const [a, b, c, d] = [n & 255, n >> 8, 0, 0]
    return (
      (head[0] === a && head[1] === b && head[2] === c && head[3] === d) ||
      (head[3] === a && head[2] === b && head[1] === c && head[0] === d)
    )
  })
  if (head.length < length) {
    if (startsRight) throw new SeptumError('FILE_TRUNCATED', { file, expected: length, found: head.length })
    throw new SeptumError('FILE_NOT_IMAGE', { file, reason: 'it has no NIfTI header' })
  }
  const raw = head.slice(0, length)
  let header: NIFTI1 | NIFTI2
  try {
    header = readHeader(raw.buffer, true)
  } catch (error) {
    throw new SeptumError('FILE_NOT_IMAGE', { file, reason: 'it has no NIfTI header' }, { cause: error })
  }
  const version = isTwo ? 2 : 1
  const shape = shapeOf(header.dims, file)
  const code = header.datatypeCode
  if (!isNiftiTypeCode(code)) {
    const reason = `its voxels are ${unreadTypes[code] ?? `of the unknown type ${code}`}`
    throw new SeptumError('PIXELS_UNSUPPORTED', { file, reason })
  }
  const voxels = shape.reduce((product, size) => product * size, 1)
  if (voxels * niftiTypes[code].bytes > largestVoxelBytes)
    throw new SeptumError('FILE_MALFORMED', { file, reason: `its header promises ${voxels} voxels` })
  const paired = !!head[version === 1 ? 344 : 4] && (version === 1 ? head[345] === 0x69 : head[5] === 0x69)
  const offset = paired ? Math.max(0, header.vox_offset) : Math.max(length, header.vox_offset)
  if (!Number.isFinite(offset) || offset > 2 ** 30)
    throw new SeptumError('FILE_MALFORMED', { file, reason: `its voxels would begin at byte ${offset}` })

  const toMm = { 1: 1000, 3: 0.001 }[header.xyzt_units & 7] ?? 1
  const sizes = [1, 2, 3].map((axis) => Math.abs(header.pixDims[axis] ?? 0) * toMm)
  const usable = sizes.map((size) => Number.isFinite(size) && size > 0)
  const spacing = sizes.map((size, i) => (usable[i] ? size : 1)) as [number, number, number]
  const { sform, qform } = forms(header, raw, version)
  const affine = sform ?? qform
  const msPerUnit = { 8: 1000, 16: 1, 24: 0.001 }[header.xyzt_units & 0x38]
  const step = header.pixDims[4] ?? 0
  const scaled = Number.isFinite(header.scl_slope) && header.scl_slope !== 0
  return {
    format: 'nifti',
    version,
    littleEndian: header.littleEndian,
    shape,
    spacingMm: { x: spacing[0], y: spacing[1], z: spacing[2] },
    calibrated: usable[0]! && usable[1]! && (usable[2]! || shape[1] === 1),
    frameMs: msPerUnit && step > 0 && Number.isFinite(step) ? step * msPerUnit : null,
    code,
    type: niftiTypes[code].name,
    voxelOffset: Math.floor(offset),
    slope: scaled ? header.scl_slope : 1,
    intercept: scaled && Number.isFinite(header.scl_inter) ? header.scl_inter : 0,
    description: text(header.description),
    orientation:
      affine && niftiOrientation(affine, [spacing[0] / toMm, spacing[1] / toMm, spacing[2] / toMm]),
    formsDisagree: !!sform && !!qform && farthestApartMm(sform, qform, shape) > 0.1,
    paired,
    raw,
  }
}
