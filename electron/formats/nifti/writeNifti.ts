import { gzipSync } from 'fflate'
import type { Grid } from '#shared/domain/grid'
import type { NiftiHeader } from './niftiHeader'
import { niftiOneHeader } from './niftiOneHeader'

/** What is written: little-endian voxels in file order, one of NIfTI's plain types. */
export interface NiftiContent {
  /** Frames, slices, rows, columns. One frame is written as a 3-D file. */
  readonly shape: readonly [t: number, z: number, y: number, x: number]
  readonly data: Uint8Array | Int16Array | Uint16Array | Float32Array
}

/** Where the grid stands: a source's own header, kept to the byte but for size and type, or a grid. */
export type NiftiFrame =
  | { readonly like: NiftiHeader }
  | {
      readonly grid: Pick<Grid, 'spacingMm' | 'orientation'>
      readonly frameMs?: number
      readonly unitAffine?: boolean
    }

const codes = [
  [Uint8Array, 2, 8],
  [Int16Array, 4, 16],
  [Uint16Array, 512, 16],
  [Float32Array, 16, 32],
] as const

/**
 * A NIfTI-1 file. `unitAffine` writes ACDC's sform: diag(-1, -1, 1) with the spacing in pixdim alone. A grid without
 * orientation gets no sform and no qform, so that nobody reads one into it. A big-endian or NIfTI-2 source is
 * written as little-endian NIfTI-1 with the same forms, one of another format with the same geometry.
 */
export function niftiBytes(content: NiftiContent, frame: NiftiFrame): Uint8Array {
  const { shape, data } = content
  const count = shape.reduce((product, size) => product * size, 1)
  if (data.length !== count) throw new Error(`${data.length} voxels do not fill ${shape.join(' × ')}`)
  const code = codes.find(([type]) => data instanceof type)
  if (!code) throw new Error('This voxel type is not written')

  const bytes = new Uint8Array(352 + data.byteLength)
  const view = new DataView(bytes.buffer)
  const like = 'like' in frame ? frame.like : null
  if (like?.format === 'nifti') bytes.set(niftiOneHeader(like))
  else writeGeometry(view, frame)

  const [t, z, y, x] = shape
  const dims = t > 1 ? [4, x, y, z, t, 1, 1, 1] : [3, x, y, z, 1, 1, 1, 1]
  dims.forEach((size, i) => view.setInt16(40 + 2 * i, size, true))
  view.setInt16(70, code[1], true)
  view.setInt16(72, code[2], true)
  view.setFloat32(108, 352, true)
  view.setFloat32(112, 1, true)
  view.setFloat32(116, 0, true)
  bytes.set([0x6e, 0x2b, 0x31, 0, 0, 0, 0, 0], 344)
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), 352)
  return bytes
}

/** The same as .nii.gz: the same input gives the same bytes on every machine and at any time. */
export const niftiGzBytes = (content: NiftiContent, frame: NiftiFrame, level: 1 | 6 = 6): Uint8Array =>
  gzipSync(niftiBytes(content, frame), { level, mtime: 0 })

function writeGeometry(view: DataView, frame: NiftiFrame): void {
  const grid = 'like' in frame ? frame.like : frame.grid
  const frameMs = 'like' in frame ? frame.like.frameMs : frame.frameMs
  const { x, y, z } = grid.spacingMm
  view.setInt32(0, 348, true)
  view.setUint8(38, 0x72)
  const pixdim = [1, x, y, z, frameMs ?? 1, 1, 1, 1]
  pixdim.forEach((size, i) => view.setFloat32(76 + 4 * i, size, true))
  const { orientation } = grid
  if (orientation) {
    view.setUint8(123, 2 | (frameMs ? 16 : 0))
    view.setInt16(254, 1, true)
    const { row, column, normal, originMm } = orientation
    for (const r of [0, 1, 2] as const) {
      const toRas = r < 2 ? -1 : 1
      const cells = [row[r] * x, column[r] * y, normal[r] * z, originMm[r]]
      cells.forEach((cell, c) => view.setFloat32(280 + (r * 4 + c) * 4, toRas * cell, true))
    }
  } else if ('unitAffine' in frame && frame.unitAffine) {
    view.setInt16(254, 2, true)
    view.setFloat32(280, -1, true)
    view.setFloat32(300, -1, true)
    view.setFloat32(320, 1, true)
  }
}
