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

/** Reads a PNG. Errors: FILE_UNREADABLE, FILE_TRUNCATED, FILE_MALFORMED. */
export async function readPng(file: string): Promise<Picture> {
  const { bytes } = await fileBytes(file)
  if (bytes.length < 33)
    throw new SeptumError('FILE_TRUNCATED', { file, expected: 'at least 33', found: bytes.length })
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const [columns, rows] = [view.getUint32(16), view.getUint32(20)]
  if (columns > longestSide || rows > longestSide)
    throw new SeptumError('FILE_MALFORMED', { file, reason: `it claims ${columns} × ${rows} pixels` })
  try {
    const { data, channels, width, height, palette } = decode(bytes)
    return { columns: width, rows: height, channels, data, palette: palette ?? null }
  } catch (error) {
    throw new SeptumError(
      'FILE_MALFORMED',
      { file, reason: 'it is no PNG that can be unpacked' },
      { cause: error },
    )
  }
}
