import type { DataSet } from 'dicom-parser'
import { SeptumError } from '#shared/errors/SeptumError'
import { fileBytes } from '../fileBytes'
import { swapBytes } from '../nifti/readNifti'
import { dicomDataSet, pixelDataTag } from './dicomDataSet'
import { dicomHeader, type DicomHeader } from './dicomHeader'
import { encapsulatedFrame } from './encapsulatedFrame'
import { rleFrame } from './rleFrame'
import { storedValues, type StoredValues } from './storedValues'
import { isNative, transferSyntax, transferSyntaxName } from './transferSyntax'

export interface DicomImage {
  readonly header: DicomHeader
  /** Decoded bytes of one frame (from 0), little-endian, as stored, before rescale; one frame at a time. */
  frameBytes(index: number): Uint8Array<ArrayBuffer>
  /** Stored values of one frame: bits outside the stored ones taken off, signs extended. */
  frame(index: number): StoredValues
}

const headBytes = 65_536

/** Reads what stands before the pixels: the first 64 KB where they suffice. Errors: see `dicomDataSet` and `dicomHeader`; FILE_TRUNCATED where the pixels are cut off. */
export async function readDicomHeader(file: string): Promise<DicomHeader> {
  const head = await fileBytes(file, headBytes)
  const whole = head.size <= head.bytes.length
  let parsed = dicomDataSet(head.bytes, file, whole)
  if (!parsed) parsed = dicomDataSet((await fileBytes(file)).bytes, file, true)
  if (!parsed) throw new Error('A whole file is parsed or refused')
  const header = dicomHeader(parsed.dataSet, parsed.syntax, file)
  if (parsed.syntax !== transferSyntax.deflated) assertLong(parsed.dataSet, header, head.size, file)
  return header
}

/** Reads a whole file. Errors: as `readDicomHeader`, TRANSFER_SYNTAX_UNSUPPORTED, PIXELS_UNSUPPORTED. */
export async function readDicom(file: string): Promise<DicomImage> {
  return decodeDicom((await fileBytes(file)).bytes, file)
}

/** The same from the bytes of a file; `file` names it in errors. */
export function decodeDicom(bytes: Uint8Array, file: string): DicomImage {
  const parsed = dicomDataSet(bytes, file, true)
  if (!parsed) throw new Error('A whole file is parsed or refused')
  const { dataSet, syntax } = parsed
  const header = dicomHeader(dataSet, syntax, file)
  assertReadable(header, file)
  assertLong(dataSet, header, dataSet.byteArray.length, file)
  const width = header.bitsAllocated / 8
  const size = header.rows * header.columns * width
  const frameBytes = (index: number): Uint8Array<ArrayBuffer> => {
    if (!Number.isInteger(index) || index < 0 || index >= header.frames)
      throw new Error(`${file} has no frame ${index}`)
    if (syntax === transferSyntax.rle) return unpacked(dataSet, header, index, file)
    const from = dataSet.elements[pixelDataTag]!.dataOffset + index * size
    const out = Uint8Array.from(dataSet.byteArray.subarray(from, from + size))
    if (syntax === transferSyntax.explicitBig) swapBytes(out, width)
    return out
  }
  return { header, frameBytes, frame: (index) => storedValues(frameBytes(index), header) }
}

function unpacked(
  dataSet: DataSet,
  header: DicomHeader,
  index: number,
  file: string,
): Uint8Array<ArrayBuffer> {
  try {
    const packed = encapsulatedFrame(dataSet, index, header.frames)
    return Uint8Array.from(rleFrame(packed, header.rows * header.columns, header.bitsAllocated / 8))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new SeptumError('FILE_MALFORMED', { file, reason }, { cause: error })
  }
}

/** Errors: TRANSFER_SYNTAX_UNSUPPORTED, PIXELS_UNSUPPORTED. */
export function assertReadable(header: DicomHeader, file: string): void {
  if (!isNative(header.syntax) && header.syntax !== transferSyntax.rle)
    throw new SeptumError('TRANSFER_SYNTAX_UNSUPPORTED', { file, syntax: transferSyntaxName(header.syntax) })
  const { samples, photometric, bitsAllocated, bitsStored, highBit } = header
  const unsupported = (reason: string): SeptumError => new SeptumError('PIXELS_UNSUPPORTED', { file, reason })
  if (samples !== 1 || !/^MONOCHROME[12]$/.test(photometric))
    throw unsupported(`they are ${photometric} with ${samples} samples a pixel, not greyscale`)
  if (bitsAllocated !== 8 && bitsAllocated !== 16) throw unsupported(`${bitsAllocated} bits are allocated`)
  if (bitsStored < 1 || bitsStored > bitsAllocated || highBit >= bitsAllocated || highBit < bitsStored - 1)
    throw unsupported(`${bitsStored} bits are stored up to bit ${highBit} of ${bitsAllocated}`)
}

/** Native pixels must all be there. One trailing pad byte is not missed. */
function assertLong(dataSet: DataSet, header: DicomHeader, fileSize: number, file: string): void {
  const element = dataSet.elements[pixelDataTag]
  if (!element || !isNative(header.syntax)) return
  const { rows, columns, samples, frames, bitsAllocated, photometric } = header
  const chroma = photometric === 'YBR_FULL_422' ? 2 / 3 : 1
  const pixels = Math.floor((rows * columns * samples * frames * bitsAllocated * chroma) / 8)
  const expected = element.dataOffset + pixels
  if (fileSize < expected) throw new SeptumError('FILE_TRUNCATED', { file, expected, found: fileSize })
  if (element.length >= 0 && element.length < pixels && element.length !== 0xffffffff)
    throw new SeptumError('FILE_TRUNCATED', {
      file,
      expected,
      found: element.dataOffset + element.length,
    })
}
