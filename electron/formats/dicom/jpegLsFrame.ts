import { interleaved } from './nativeFrame'
import type { CodedFrame } from './codedFrame'
import { WasmCodec, type WasmDecoder } from './wasmCodec'

interface JpegLsDecoder extends WasmDecoder {
  /** 0: plane after plane, 1: line after line, 2: pixel after pixel. The last two come out interleaved by pixel. */
  getInterleaveMode(): number
}

const charls = new WasmCodec<JpegLsDecoder>(
  '@cornerstonejs/codec-charls/decodewasmjs',
  '@cornerstonejs/codec-charls/decodewasm',
  'JpegLSDecoder',
)

/** Decodes one JPEG-LS picture (ITU-T T.87). Throws plain Errors where it is broken or of another size than expected. */
export function jpegLsFrame(
  packed: Uint8Array,
  expected: { readonly width: number; readonly height: number; readonly components: number },
): Promise<CodedFrame> {
  const { width, height, components, precision } = jpegLsSize(packed)
  if (width !== expected.width || height !== expected.height || components !== expected.components)
    throw new Error(`the JPEG-LS picture has ${width} × ${height} × ${components} samples`)
  return charls.run(packed, (decoder) => {
    const bytesPerSample = precision > 8 ? 2 : 1
    const bytes = decoder.getDecodedBuffer().slice()
    if (bytes.length !== width * height * components * bytesPerSample)
      throw new Error('some of the picture is missing')
    const planar = decoder.getInterleaveMode() === 0 && components > 1
    return {
      bytes: planar ? interleaved(bytes, components, bytesPerSample) : bytes,
      bytesPerSample,
      signed: false,
      precision,
    }
  })
}

/** Size as the frame header (SOF55) says, before the codec makes room for it. */
function jpegLsSize(bytes: Uint8Array): {
  width: number
  height: number
  components: number
  precision: number
} {
  let at = 2
  while (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[at] === 0xff && at + 10 <= bytes.length) {
    const marker = bytes[at + 1]!
    if (marker === 0xff) at++
    else if (marker === 0xf7) {
      const [precision = 0, h1 = 0, h0 = 0, w1 = 0, w0 = 0, components = 0] = bytes.subarray(at + 4)
      if (precision < 2 || precision > 16) break
      return { width: w1 * 256 + w0, height: h1 * 256 + h0, components, precision }
    } else at += 2 + bytes[at + 2]! * 256 + bytes[at + 3]!
  }
  throw new Error('the pixel data are no JPEG-LS picture')
}
