import { createHash } from 'node:crypto'
import { toFault } from '#shared/errors/SeptumError'
import { looksLikeDicom } from './dicom/dicomDataSet'
import { decodeDicom } from './dicom/readDicom'
import { transferSyntaxName } from './dicom/transferSyntax'
import { fileBytes } from './fileBytes'
import { decodedNumbers } from './dicom/pixelFormat'
import { ValueRangeOf, type ValueRange } from './valueRange'
import { niftiTypes } from './nifti/niftiType'
import type { VolumeFormat } from './nifti/niftiHeader'
import { looksLikeVolume, readVolume, volumeName } from './volume/readVolume'

/** `file inspect` (decisions.md 1). `sha1` is over the decoded pixels, little-endian, stored type, before rescale. */
export type InspectedFile =
  | {
      readonly file: string
      readonly format: 'dicom' | VolumeFormat
      readonly transferSyntax?: string
      readonly transferSyntaxName?: string
      readonly rows: number
      readonly columns: number
      /** NIfTI: entries of the fourth dimension. */
      readonly frames: number
      /** NIfTI: entries of the third dimension. */
      readonly slices?: number
      /** Stored. */
      readonly bits: number
      readonly type?: string
      readonly photometric?: string
      /** Null where the file does not say; `z` only where it is a distance, not a thickness. */
      readonly spacingMm: { readonly x: number; readonly y: number; readonly z?: number } | null
      readonly sha1: string
      /** Of the numbers under the hash. */
      readonly values: ValueRange
    }
  | { readonly file: string; readonly error: { code: string; cause: string; remedy: string } }

/** What one file holds, or why it cannot be read: never throws for what lies on the disk. */
export async function inspectFile(file: string): Promise<InspectedFile> {
  try {
    const { bytes } = await fileBytes(file)
    const named = volumeName.test(file) || /\.img(\.gz)?$/i.test(file)
    return !named && looksLikeDicom(bytes)
      ? await dicomFile(bytes, file)
      : await niftiFile(file, named, bytes)
  } catch (error) {
    const { code, cause, remedy } = toFault(error)
    return { file, error: { code, cause, remedy } }
  }
}

async function dicomFile(bytes: Uint8Array, file: string): Promise<InspectedFile> {
  const { header, frameBytes } = decodeDicom(bytes, file)
  const hash = createHash('sha1')
  const range = new ValueRangeOf()
  for (let frame = 0; frame < header.frames; frame++) {
    const decoded = await frameBytes(frame)
    hash.update(decoded)
    range.add(decodedNumbers(decoded, header))
  }
  const { rows, columns, frames, bitsStored, photometric, syntax, geometry } = header
  return {
    file,
    format: 'dicom',
    transferSyntax: syntax,
    transferSyntaxName: transferSyntaxName(syntax),
    rows,
    columns,
    frames,
    bits: bitsStored,
    photometric,
    spacingMm: geometry[0]?.spacingMm ?? null,
    sha1: hash.digest('hex'),
    values: range.value,
  }
}

async function niftiFile(
  file: string,
  named: boolean,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<InspectedFile> {
  // Neither by name nor by its first bytes: the DICOM reader says so in better words.
  if (!named && !looksLikeVolume(bytes) && !(bytes[0] === 0x1f || bytes[344] === 0x6e || bytes[4] === 0x6e))
    decodeDicom(bytes, file)
  const image = await readVolume(file)
  const [frames, slices, rows, columns] = image.shape
  const range = new ValueRangeOf()
  range.add(image.data)
  return {
    file,
    format: image.format,
    rows,
    columns,
    frames,
    slices,
    bits: niftiTypes[image.code].bytes * 8,
    type: image.type,
    spacingMm: image.calibrated ? image.spacingMm : null,
    sha1: createHash('sha1').update(image.stored).digest('hex'),
    values: range.value,
  }
}
