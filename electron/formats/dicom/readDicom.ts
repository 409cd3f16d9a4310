import type { DataSet } from 'dicom-parser'
import { SeptumError } from '#shared/errors/SeptumError'
import { fileBytes } from '../fileBytes'
import { dicomDataSet } from './dicomDataSet'
import { dicomHeader, type DicomHeader } from './dicomHeader'
import { drawnKind, type DrawnKind } from './drawnKind'
import { frameDecoder } from './frameDecoder'
import { isEncapsulated, pixelElement } from './pixelElement'
import { nativeFrameBits, sharesChroma } from './pixelFormat'
import { shownValues, type ShownValues } from './shownValues'
import { pixelCoding, transferSyntax, transferSyntaxName, type PixelCoding } from './transferSyntax'

export interface DicomImage {
  readonly header: DicomHeader
  /**
   * Decoded bytes of one frame (from 0): interleaved by pixel, little-endian, stored type, before rescale; one frame at a
   * time. Errors: FILE_MALFORMED where its pixel data are broken.
   */
  frameBytes(index: number): Promise<Uint8Array<ArrayBuffer>>
  /** One frame as grey values, before rescale (see `shownValues`). */
  frame(index: number): Promise<ShownValues>
}

/** What a header is read from where it suffices. */
export const dicomHeadBytes = 65_536

interface Head {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly size: number
}

/**
 * Reads what stands before the pixels: the first 64 KB where they suffice; `head` is what was read of them already.
 * Errors: see `dicomDataSet` and `dicomHeader`; FILE_TRUNCATED where the pixels are cut off.
 */
export const readDicomHeader = async (file: string, head?: Head): Promise<DicomHeader> =>
  (await readDicomStart(file, head)).header()

/** The same, and first whether the file is an image at all: an object that draws on others has no header of its own. */
export async function readDicomStart(
  file: string,
  head?: Head,
): Promise<{ drawn: DrawnKind | null; header: () => DicomHeader }> {
  head ??= await fileBytes(file, dicomHeadBytes)
  const { size } = head
  const whole = size <= head.bytes.length
  let parsed = dicomDataSet(head.bytes, file, whole)
  if (!parsed) parsed = dicomDataSet((await fileBytes(file)).bytes, file, true)
  if (!parsed) throw new Error('A whole file is parsed or refused')
  const { dataSet, syntax } = parsed
  const header = (): DicomHeader => {
    const read = dicomHeader(dataSet, syntax, file)
    if (syntax !== transferSyntax.deflated) assertLong(dataSet, read, size, file)
    return read
  }
  return { drawn: drawnKind(dataSet), header }
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
  const coding = assertReadable(header, file)
  assertLong(dataSet, header, dataSet.byteArray.length, file)
  const broken = (error: unknown): SeptumError => {
    const reason = error instanceof Error ? error.message : String(error)
    return new SeptumError('FILE_MALFORMED', { file, reason }, { cause: error })
  }
  const native = coding === 'native' || !isEncapsulated(pixelElement(dataSet)!)
  let decode: ReturnType<typeof frameDecoder>
  try {
    decode = frameDecoder(dataSet, header, syntax, native ? 'native' : coding)
  } catch (error) {
    throw broken(error)
  }
  const frameBytes = async (index: number): Promise<Uint8Array<ArrayBuffer>> => {
    if (!Number.isInteger(index) || index < 0 || index >= header.frames)
      throw new Error(`${file} has no frame ${index}`)
    try {
      return await decode(index)
    } catch (error) {
      throw broken(error)
    }
  }
  return { header, frameBytes, frame: async (index) => shownValues(await frameBytes(index), header) }
}

/** How the pixels are coded, where they can be decoded. Errors: TRANSFER_SYNTAX_UNSUPPORTED, PIXELS_UNSUPPORTED. */
export function assertReadable(header: DicomHeader, file: string): PixelCoding {
  const coding = pixelCoding(header.syntax)
  if (!coding)
    throw new SeptumError('TRANSFER_SYNTAX_UNSUPPORTED', { file, syntax: transferSyntaxName(header.syntax) })
  const { samples, photometric, bitsAllocated, bitsStored, highBit, float } = header
  const unsupported = (reason: string): SeptumError => new SeptumError('PIXELS_UNSUPPORTED', { file, reason })
  const grey = samples === 1 && /^(MONOCHROME[12]|PALETTE COLOR)$/.test(photometric)
  const colour = samples === 3 && /^(RGB|YBR_\w+)$/.test(photometric)
  if (!grey && !(colour && !float && bitsAllocated > 1))
    throw unsupported(`they are ${photometric} with ${samples} samples a pixel`)
  if (!(float ? [32, 64] : [1, 8, 16, 32]).includes(bitsAllocated))
    throw unsupported(`${bitsAllocated} bits are allocated`)
  if (sharesChroma(header) && bitsAllocated !== 8)
    throw unsupported(`they are ${photometric} of ${bitsAllocated} bits`)
  if (float) return coding
  if (bitsStored < 1 || bitsStored > bitsAllocated || highBit >= bitsAllocated || highBit < bitsStored - 1)
    throw unsupported(`${bitsStored} bits are stored up to bit ${highBit} of ${bitsAllocated}`)
  return coding
}

/** Native pixels must all be there. One trailing pad byte is not missed. */
function assertLong(dataSet: DataSet, header: DicomHeader, fileSize: number, file: string): void {
  const element = pixelElement(dataSet)
  if (!element || isEncapsulated(element)) return
  const pixels = Math.floor((nativeFrameBits(header, sharesChroma(header)) * header.frames) / 8)
  const expected = element.dataOffset + pixels
  if (fileSize < expected) throw new SeptumError('FILE_TRUNCATED', { file, expected, found: fileSize })
  if (element.length < pixels) {
    const found = element.dataOffset + element.length
    throw new SeptumError('FILE_TRUNCATED', { file, expected, found })
  }
}
