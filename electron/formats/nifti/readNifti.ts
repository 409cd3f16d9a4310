import { SeptumError } from '#shared/errors/SeptumError'
import { fileBytes } from '../fileBytes'
import { gzipHead, isGzip, unpackGzip } from '../unpackGzip'
import { niftiHeadBytes, niftiHeader, type NiftiHeader } from './niftiHeader'
import type { NiftiImage } from './niftiImage'
import { niftiTypes } from './niftiType'
import { withStored } from './withStored'

/**
 * Reads the header alone, from the first 64 KB, and sees by the file's size (in gzip: by the size in its last bytes) that
 * the voxels are all there. Errors: as `niftiHeader`, FILE_UNREADABLE, FILE_TRUNCATED.
 */
export async function readNiftiHeader(file: string): Promise<NiftiHeader> {
  const { bytes, size } = await fileBytes(file, 65_536)
  const packed = isGzip(bytes)
  const header = niftiHeader(packed ? gzipHead(bytes, niftiHeadBytes, file) : bytes, file)
  if (header.paired) return header
  const expected = bytesDue(header)
  if (!packed) {
    if (size < expected) throw new SeptumError('FILE_TRUNCATED', { file, expected, found: size })
    return header
  }
  const { bytes: last } = await fileBytes(file, -4)
  const claimed = new DataView(last.buffer).getUint32(0, true)
  // Any other size means a file that is cut off, or several gzip members in a row: unpacking decides.
  if (claimed < expected || claimed > expected + slackBytes) await readNifti(file)
  return header
}

/** What may follow the voxels. */
const slackBytes = 2 ** 20

const voxelCount = ({ shape }: NiftiHeader): number => shape.reduce((product, size) => product * size, 1)

/** Bytes that an unpacked file must have for its header's promise. */
const bytesDue = (header: NiftiHeader): number =>
  header.voxelOffset + voxelCount(header) * niftiTypes[header.code].bytes

/** The .img beside a .hdr, and the other way round. */
const sibling = (file: string, from: 'hdr' | 'img', to: 'hdr' | 'img'): string =>
  file.replace(new RegExp(`\\.${from}(\\.gz)?$`, 'i'), `.${to}$1`)

/** Reads .nii, .nii.gz and .hdr + .img pairs. Errors: FILE_UNREADABLE, FILE_NOT_IMAGE, FILE_TRUNCATED, FILE_MALFORMED, PIXELS_UNSUPPORTED. */
export async function readNifti(file: string): Promise<NiftiImage> {
  const headFile = sibling(file, 'img', 'hdr')
  const { bytes } = await fileBytes(headFile)
  if (bytes.length === 0) throw new SeptumError('FILE_TRUNCATED', { file: headFile, expected: 348, found: 0 })
  const header = niftiHeader(isGzip(bytes) ? gzipHead(bytes, niftiHeadBytes, headFile) : bytes, headFile)
  if (!header.paired) return withVoxels(header, bytes, headFile)
  const imageFile = sibling(headFile, 'hdr', 'img')
  return withVoxels(header, (await fileBytes(imageFile)).bytes, imageFile)
}

/** An image from the bytes of a whole single-file NIfTI, gzipped or not. `file` names it in errors. */
export function decodeNifti(bytes: Uint8Array<ArrayBuffer>, file: string): NiftiImage {
  return withVoxels(
    niftiHeader(isGzip(bytes) ? gzipHead(bytes, niftiHeadBytes, file) : bytes, file),
    bytes,
    file,
  )
}

function withVoxels(header: NiftiHeader, packed: Uint8Array<ArrayBuffer>, file: string): NiftiImage {
  const expected = bytesDue(header)
  const zipped = isGzip(packed)
  const plain = zipped ? unpackGzip(packed, expected + slackBytes, file) : packed
  if (plain.length < expected)
    throw new SeptumError('FILE_TRUNCATED', { file, expected, found: plain.length })
  return withStored(header, plain.subarray(header.voxelOffset, expected), zipped)
}
