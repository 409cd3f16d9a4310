import type { CodedFrame } from './codedFrame'
import { WasmCodec, type WasmDecoder } from './wasmCodec'

const openJpeg = new WasmCodec<WasmDecoder>(
  '@cornerstonejs/codec-openjpeg/decodewasmjs',
  '@cornerstonejs/codec-openjpeg/decodewasm',
  'J2KDecoder',
)

const maxTiles = 4096

/**
 * Decodes one JPEG 2000 picture (ITU-T T.800), high-throughput ones (T.814) included; a JP2 file around the codestream is
 * taken off. Throws plain Errors where it is broken or of another size than expected.
 */
export function jpeg2000Frame(
  packed: Uint8Array,
  expected: { readonly width: number; readonly height: number; readonly components: number },
): Promise<CodedFrame> {
  const from = codestreamStart(packed)
  const size = jpeg2000Size(packed.subarray(from))
  if (
    size.width !== expected.width ||
    size.height !== expected.height ||
    size.components !== expected.components
  )
    throw new Error(`the JPEG 2000 picture has ${size.width} × ${size.height} × ${size.components} samples`)
  return openJpeg.run(packed.subarray(from), (decoder) => {
    const { width, height, componentCount, bitsPerSample, isSigned } = decoder.getFrameInfo()
    const bytes = decoder.getDecodedBuffer().slice()
    const bytesPerSample = bitsPerSample > 8 ? 2 : 1
    if (bytes.length !== width * height * componentCount * bytesPerSample)
      throw new Error('some of the picture is missing')
    return { bytes, bytesPerSample, signed: isSigned === true, precision: bitsPerSample }
  })
}

/** The first SOC and SIZ markers: at once, or after the boxes of a JP2 file. */
function codestreamStart(bytes: Uint8Array): number {
  for (let at = 0; at < Math.min(bytes.length - 4, 4096); at++)
    if (bytes[at] === 0xff && bytes[at + 1] === 0x4f && bytes[at + 2] === 0xff && bytes[at + 3] === 0x51)
      return at
  throw new Error('the pixel data are no JPEG 2000 picture')
}

/** Size as the SIZ segment says (T.800 A.5.1), before the codec makes room for it. */
function jpeg2000Size(bytes: Uint8Array): { width: number; height: number; components: number } {
  if (bytes.length < 45) throw new Error('the JPEG 2000 header is cut off')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const [right, bottom, left, top, tileWidth, tileHeight] = [8, 12, 16, 20, 24, 28].map((at) =>
    view.getUint32(at),
  )
  const [width, height] = [right! - left!, bottom! - top!]
  const components = view.getUint16(40)
  const tiles = Math.ceil(right! / tileWidth!) * Math.ceil(bottom! / tileHeight!)
  if (!(tiles <= maxTiles)) throw new Error(`the JPEG 2000 picture has ${tiles} tiles`)
  for (let i = 0; i < components; i++) {
    const [depth = 0, across, down] = bytes.subarray(42 + 3 * i)
    if ((depth & 127) > 15 || across !== 1 || down !== 1)
      throw new Error('JPEG 2000 with subsampled or deeper samples is not decoded')
  }
  return { width, height, components }
}
