import { SeptumError } from '#shared/errors/SeptumError'
import { decodeJpeg } from './dicom/jpeg/decodeJpeg'
import { fileBytes, reasonOf } from './fileBytes'
import { readPng, type Picture } from './readPng'

export type { Picture } from './readPng'

/** Names of pictures that `readPicture` reads. */
export const pictureName = /\.(png|jpe?g)$/i
export const isJpegName = (file: string): boolean => /\.jpe?g$/i.test(file)

const longestSide = 16_384
const largestSamples = 128 * 2 ** 20

/** A PNG or JPEG; a JPEG's colours as red, green, blue. Errors: FILE_UNREADABLE, FILE_TRUNCATED, FILE_MALFORMED. */
export async function readPicture(file: string): Promise<Picture> {
  if (!isJpegName(file)) return readPng(file)
  const { bytes } = await fileBytes(file)
  try {
    const expected = jpegSize(bytes)
    const { width, height, components, precision, samples } = decodeJpeg(bytes, expected)
    const data = new Uint8ClampedArray(samples.length)
    for (let i = 0; i < data.length; i++) data[i] = samples[i]! >> (precision - 8)
    if (components === 3) toRgb(data)
    return { columns: width, rows: height, channels: components, data, palette: null }
  } catch (error) {
    throw new SeptumError('FILE_MALFORMED', { file, reason: reasonOf(error) }, { cause: error })
  }
}

/** Width, height and components of a JPEG from its frame header. Throws plain Errors. */
function jpegSize(bytes: Uint8Array): { width: number; height: number; components: number } {
  for (let at = 2; at + 9 < bytes.length;) {
    if (bytes[at] !== 0xff) throw new Error('it is no JPEG that can be unpacked')
    const marker = bytes[at + 1]!
    if (marker === 0xff) {
      at++
      continue
    }
    const word = (offset: number): number => bytes[at + offset]! * 256 + bytes[at + offset + 1]!
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      const found = { height: word(5), width: word(7), components: bytes[at + 9]! }
      const { width, height, components } = found
      if (width > longestSide || height > longestSide || width * height * components > largestSamples)
        throw new Error(`it claims ${width} × ${height} pixels`)
      if (width < 1 || height < 1 || components < 1 || components > 4)
        throw new Error('its frame header is broken')
      return found
    }
    at += 2 + word(2)
  }
  throw new Error('it has no frame header')
}

/** Y, Cb, Cr to red, green, blue in place (JFIF 1.02). */
function toRgb(data: Uint8ClampedArray): void {
  for (let i = 0; i + 2 < data.length; i += 3) {
    const [y, cb, cr] = [data[i]!, data[i + 1]! - 128, data[i + 2]! - 128]
    data[i] = y + 1.402 * cr
    data[i + 1] = y - 0.344136 * cb - 0.714136 * cr
    data[i + 2] = y + 1.772 * cb
  }
}
