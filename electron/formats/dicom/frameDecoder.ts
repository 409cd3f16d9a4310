import { inflateRawSync } from 'node:zlib'
import type { DataSet } from 'dicom-parser'
import { encapsulatedFrames } from './encapsulatedFrames'
import type { CodedFrame } from './codedFrame'
import { jpeg2000Frame } from './jpeg2000Frame'
import { decodeJpeg } from './jpeg/decodeJpeg'
import { decodeJpegLs } from './jpegls/decodeJpegLs'
import { nativeFrame } from './nativeFrame'
import { nativeFrameBits, sampleBytes, type PixelFormat } from './pixelFormat'
import { pixelElement } from './pixelElement'
import { rleFrame } from './rleFrame'
import { transferSyntax, type PixelCoding } from './transferSyntax'

type Bytes = Uint8Array<ArrayBuffer>

/**
 * Decodes frames one by one: interleaved by pixel, little-endian, native type, before rescale, palette and colour
 * conversion; single bits are unpacked to a byte each. Throws plain Errors where the pixel data are broken.
 */
export function frameDecoder(
  dataSet: DataSet,
  format: PixelFormat,
  syntax: string,
  coding: PixelCoding,
): (index: number) => Promise<Bytes> | Bytes {
  const element = pixelElement(dataSet)!
  const bigEndian = syntax === transferSyntax.explicitBig
  if (coding === 'native') {
    const { dataOffset: from, length, vr } = element
    const pixels = { bytes: dataSet.byteArray, from, length, bigEndian, words: vr === 'OW' }
    return (index) => nativeFrame(pixels, format, index)
  }
  const packed = encapsulatedFrames(dataSet, element.dataOffset, format.frames)
  const unpack = unpackers[coding]
  return (index) => unpack(packed(index), format)
}

/** One frame whose bytes lie as in a file without compression. */
function unpackedFrame(bytes: Uint8Array, format: PixelFormat): Bytes {
  const due = Math.ceil(nativeFrameBits(format, false) / 8)
  if (bytes.length < due) throw new Error(`a frame unpacks to ${bytes.length} of ${due} bytes`)
  return nativeFrame(
    { bytes, from: 0, length: due, bigEndian: false, words: false },
    { ...format, frames: 1 },
    0,
  )
}

const expectedOf = ({
  rows,
  columns,
  samples,
}: PixelFormat): { width: number; height: number; components: number } => ({
  width: columns,
  height: rows,
  components: samples,
})

const unpackers: Readonly<
  Record<Exclude<PixelCoding, 'native'>, (packed: Uint8Array, format: PixelFormat) => Promise<Bytes> | Bytes>
> = {
  rle: (packed, format) => {
    if (format.bitsAllocated === 1)
      return unpackedFrame(rleFrame(packed, Math.ceil((format.rows * format.columns) / 8), 1, 1), format)
    return rleFrame(packed, format.rows * format.columns, format.samples, sampleBytes(format))
  },
  deflated: (packed, format) => {
    const limit = Math.ceil(nativeFrameBits(format, false) / 8) + 2
    return unpackedFrame(inflateRawSync(packed, { maxOutputLength: limit }), format)
  },
  jpeg: (packed, format) => {
    const { samples, precision } = decodeJpeg(packed, expectedOf(format))
    return fitted(
      { bytes: new Uint8Array(samples.buffer), bytesPerSample: 2, signed: false, precision },
      format,
    )
  },
  jpegLs: (packed, format) => {
    const { samples, precision } = decodeJpegLs(packed, expectedOf(format))
    return fitted(
      { bytes: new Uint8Array(samples.buffer), bytesPerSample: 2, signed: false, precision },
      format,
    )
  },
  jpeg2000: async (packed, format) => {
    const frame = await jpeg2000Frame(packed, expectedOf(format))
    // Some codestreams say unsigned where the header says signed: the header's sign bit is meant.
    return fitted(
      { ...frame, signed: frame.signed || (format.signed && frame.precision === format.bitsStored) },
      format,
    )
  },
}

/** A codec's samples in the width that the header says; signs go on to the top. */
function fitted({ bytes, bytesPerSample, signed, precision }: CodedFrame, format: PixelFormat): Bytes {
  const width = sampleBytes(format)
  if (precision > 8 * width) throw new Error(`samples of ${precision} bits do not fit in ${8 * width}`)
  if (width === bytesPerSample && !signed) return Uint8Array.from(bytes)
  const count = bytes.length / bytesPerSample
  const out = new Uint8Array(count * width)
  const read = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const write = new DataView(out.buffer)
  const up = 32 - precision
  for (let i = 0; i < count; i++) {
    const raw = bytesPerSample === 1 ? read.getUint8(i) : read.getUint16(2 * i, true)
    const value = signed ? (raw << up) >> up : raw
    if (width === 1) write.setUint8(i, value & 255)
    else if (width === 2) write.setUint16(2 * i, value & 0xffff, true)
    else write.setInt32(4 * i, value, true)
  }
  return out
}
