import path from 'node:path'
import { inflateSync } from 'node:zlib'
import { SeptumError } from '#shared/errors/SeptumError'
import { fileBytes, reasonOf } from '../fileBytes'
import type { NiftiHeader } from '../nifti/niftiHeader'
import type { NiftiImage } from '../nifti/niftiImage'
import { niftiTypes } from '../nifti/niftiType'
import { readNifti, readNiftiHeader } from '../nifti/readNifti'
import { withStored } from '../nifti/withStored'
import { gzipHead, isGzip, unpackGzip } from '../unpackGzip'
import { looksLikeMetaImage, metaImageFile } from './readMetaImage'
import { looksLikeMgh, mghHeader } from './readMgh'
import { looksLikeNrrd, nrrdFile } from './readNrrd'
import type { VolumeFile } from './volumeFile'
import { voxelCount } from './volumeHeader'

type Bytes = Uint8Array<ArrayBuffer>

const headBytes = 65_536

/** Names of files that hold volumes, voxels of pairs left out. */
export const volumeName = /\.(nii|hdr)(\.gz)?$|\.mg[hz]$|\.mgh\.gz$|\.nrrd$|\.nhdr$|\.mh[ad]$/i

/** What a file is that is no NIfTI; null where it is none of the others. */
function foreign(head: Bytes, file: string): VolumeFile | null {
  const plain = isGzip(head) ? gzipHead(head, headBytes, file) : head
  if (looksLikeMgh(plain))
    return {
      header: mghHeader(plain, file),
      packing: isGzip(head) ? 'gzip' : 'none',
      beside: null,
      framesFirst: false,
    }
  if (looksLikeNrrd(head)) return nrrdFile(head, file)
  return looksLikeMetaImage(head) ? metaImageFile(head, file) : null
}

/** True where the first bytes are those of an MGH, NRRD or MetaImage file. */
export const looksLikeVolume = (head: Bytes): boolean =>
  looksLikeNrrd(head) || looksLikeMetaImage(head) || looksLikeMgh(head)

/** The header of a volume of any format: see `readNiftiHeader`. Errors: as there. */
export async function readVolumeHeader(file: string): Promise<NiftiHeader> {
  const { bytes } = await fileBytes(file, headBytes)
  return foreign(bytes, file)?.header ?? readNiftiHeader(file)
}

/** A volume of any format that Septum reads: NIfTI, MGH and MGZ, NRRD, MetaImage. Errors: see `readNifti`. */
export async function readVolume(file: string): Promise<NiftiImage> {
  const { bytes: head } = await fileBytes(file, headBytes)
  const found = foreign(head, file)
  if (!found) return readNifti(file)
  const source = found.beside === null ? file : path.join(path.dirname(file), found.beside)
  const { bytes } = await fileBytes(source)
  return unpacked(found, bytes, source)
}

function unpacked({ header, packing, framesFirst }: VolumeFile, bytes: Bytes, file: string): NiftiImage {
  const size = voxelCount(header.shape) * niftiTypes[header.code].bytes
  // Of MGZ the whole file is packed, header included; of the others the voxels alone.
  const whole = header.format === 'mgh'
  const from = whole ? 0 : header.voxelOffset
  const due = whole ? header.voxelOffset + size : size
  const plain = packing === 'none' ? bytes.subarray(from) : inflated(bytes.subarray(from), packing, due, file)
  if (plain.length < due)
    throw new SeptumError('FILE_TRUNCATED', { file, expected: due, found: plain.length })
  const voxels = plain.subarray(due - size, due)
  const ordered = framesFirst ? framesApart(voxels, header) : voxels
  return withStored(header, ordered, packing !== 'none' || framesFirst)
}

function inflated(packed: Bytes, packing: 'gzip' | 'zlib', due: number, file: string): Bytes {
  if (packing === 'gzip') return unpackGzip(packed, due + 2 ** 20, file)
  try {
    const plain = inflateSync(packed, {
      maxOutputLength: Math.max(1024, Math.min(due + 1024, packed.length * 1040)),
    })
    return new Uint8Array(plain.buffer as ArrayBuffer, plain.byteOffset, plain.length)
  } catch (error) {
    throw new SeptumError('FILE_MALFORMED', { file, reason: `zlib: ${reasonOf(error)}` }, { cause: error })
  }
}

/** [voxel][frame] becomes [frame][voxel]. */
function framesApart(voxels: Bytes, { shape, code }: NiftiHeader): Bytes {
  const width = niftiTypes[code].bytes
  const [frames] = shape
  const count = voxels.length / (frames * width)
  const out = new Uint8Array(voxels.length)
  for (let voxel = 0; voxel < count; voxel++)
    for (let frame = 0; frame < frames; frame++) {
      const at = (voxel * frames + frame) * width
      out.set(voxels.subarray(at, at + width), (frame * count + voxel) * width)
    }
  return out
}
