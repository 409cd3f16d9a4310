import { inflateSync } from 'node:zlib'
import { decode } from 'fast-png'
import { SeptumError } from '#shared/errors/SeptumError'
import { fileBytes } from './fileBytes'

/** A picture as its file holds it: `channels` values a pixel, row after row. An indexed one has its palette beside. */
export interface Picture {
  readonly columns: number
  readonly rows: number
  readonly channels: number
  readonly data: Uint8Array | Uint16Array | Uint8ClampedArray
  /** [red, green, blue] of each index; null where the picture is not indexed. */
  readonly palette: readonly (readonly number[])[] | null
}

/** Pixels of a side that a picture may have; a header that promises more is refused before anything is unpacked. */
const longestSide = 16_384
/** Bytes that the unpacked picture may take, for the same reason. */
const largestBytes = 256 * 2 ** 20
/** Samples a pixel by PNG's colour type. */
const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

/** Reads a PNG. Errors: FILE_UNREADABLE, FILE_TRUNCATED, FILE_MALFORMED. */
export async function readPng(file: string): Promise<Picture> {
  const { bytes } = await fileBytes(file)
  if (bytes.length < 33)
    throw new SeptumError('FILE_TRUNCATED', { file, expected: 'at least 33', found: bytes.length })
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const [columns, rows] = [view.getUint32(16), view.getUint32(20)]
  const [bits, channels] = [view.getUint8(24), channelsOf[view.getUint8(25)] ?? 4]
  const refused = (reason: string, cause?: unknown): SeptumError =>
    new SeptumError('FILE_MALFORMED', { file, reason }, cause === undefined ? {} : { cause })
  const line = 1 + Math.ceil((columns * channels * bits) / 8)
  if (columns > longestSide || rows > longestSide || line * rows > largestBytes)
    throw refused(`it claims ${columns} × ${rows} pixels`)
  if (packedTooWell(bytes, 2 * line * rows + 65_536)) throw refused('it unpacks to more than its size says')
  try {
    const { data, channels: samples, width, height, palette, depth } = decode(bytes)
    const apart = depth < 8 ? unpackedBits(data, width, height, depth) : data
    return { columns: width, rows: height, channels: samples, data: apart, palette: palette ?? null }
  } catch (error) {
    throw refused('it is no PNG that can be unpacked', error)
  }
}

/** Whether the packed pixels unpack to more than `most` bytes: only files large enough to do harm are tried. */
function packedTooWell(bytes: Uint8Array<ArrayBuffer>, most: number): boolean {
  if (bytes.length < 2 ** 19) return false
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: Uint8Array[] = []
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at))
    if (view.getUint32(at + 4) === pixelChunk) parts.push(bytes.subarray(at + 8, at + 8 + view.getUint32(at)))
  try {
    inflateSync(Buffer.concat(parts), { maxOutputLength: most })
    return false
  } catch (error) {
    return error instanceof RangeError
  }
}

/** `IDAT`. */
const pixelChunk = 0x49444154

/** One value a byte from values of 1, 2 or 4 bits, whose lines begin at whole bytes. */
function unpackedBits(data: ArrayLike<number>, width: number, height: number, bits: number): Uint8Array {
  const out = new Uint8Array(width * height)
  const line = Math.ceil((width * bits) / 8)
  const mask = (1 << bits) - 1
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) {
      const bit = x * bits
      out[at] = (data[y * line + (bit >> 3)]! >> (8 - bits - (bit & 7))) & mask
    }
  return out
}
