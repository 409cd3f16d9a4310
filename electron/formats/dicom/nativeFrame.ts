import { swapBytes } from '../swapBytes'
import { nativeFrameBits, sampleBytes, sharesChroma, type PixelFormat } from './pixelFormat'

/** Where unpacked pixels lie. */
export interface NativePixels {
  readonly bytes: Uint8Array
  readonly from: number
  readonly length: number
  readonly bigEndian: boolean
  /** Big-endian bytes of 8 bits or fewer lie in words of two (VR OW). */
  readonly words: boolean
}

/** One frame of pixels that are not packed: interleaved by pixel, little-endian, single bits unpacked, chroma spread. */
export function nativeFrame(
  pixels: NativePixels,
  format: PixelFormat,
  index: number,
): Uint8Array<ArrayBuffer> {
  const { length, bigEndian } = pixels
  const full = nativeFrameBits(format, false)
  // Some files say 422 and hold all three samples of every pixel.
  const shared = sharesChroma(format) && length < Math.floor((full * format.frames) / 8)
  const bits = nativeFrameBits(format, shared)
  if (format.bitsAllocated === 1) return bitsAt(pixels, index * bits, bits)
  const wide = format.bitsAllocated > 8
  const out = bytesAt(wide ? { ...pixels, words: false } : pixels, index * (bits / 8), bits / 8)
  if (bigEndian) swapBytes(out, sampleBytes(format))
  if (shared) return spreadChroma(out, format.rows * format.columns)
  return format.planar && format.samples > 1 ? interleaved(out, format.samples, sampleBytes(format)) : out
}

function bytesAt(
  { bytes, from, words, bigEndian }: NativePixels,
  offset: number,
  size: number,
): Uint8Array<ArrayBuffer> {
  if (!(bigEndian && words)) return Uint8Array.from(bytes.subarray(from + offset, from + offset + size))
  return Uint8Array.from({ length: size }, (_, i) => bytes[from + ((offset + i) ^ 1)] ?? 0)
}

/** Single bits, the lowest of a byte first; frames follow each other without gaps (PS3.5 8.1.1). */
function bitsAt(pixels: NativePixels, firstBit: number, count: number): Uint8Array<ArrayBuffer> {
  const start = Math.floor(firstBit / 8)
  const bytes = bytesAt(pixels, start, Math.ceil((firstBit + count) / 8) - start)
  const out = new Uint8Array(count)
  for (let i = 0, bit = firstBit - 8 * start; i < count; i++, bit++)
    out[i] = (bytes[bit >> 3]! >> (bit & 7)) & 1
  return out
}

/** Y Y Cb Cr of each two pixels becomes Y Cb Cr, Y Cb Cr. */
function spreadChroma(packed: Uint8Array, pixels: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(3 * pixels)
  for (let pixel = 0; pixel < pixels; pixel++) {
    const pair = 4 * (pixel >> 1)
    out[3 * pixel] = packed[pair + (pixel & 1)]!
    out[3 * pixel + 1] = packed[pair + 2]!
    out[3 * pixel + 2] = packed[pair + 3]!
  }
  return out
}

/** Plane after plane becomes pixel after pixel. */
export function interleaved(planes: Uint8Array, samples: number, width: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(planes.length)
  const pixels = planes.length / (samples * width)
  for (let sample = 0; sample < samples; sample++)
    for (let pixel = 0; pixel < pixels; pixel++)
      for (let byte = 0; byte < width; byte++)
        out[(pixel * samples + sample) * width + byte] = planes[(sample * pixels + pixel) * width + byte]!
  return out
}
