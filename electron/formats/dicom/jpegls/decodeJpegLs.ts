import { JpegLsBits } from './JpegLsBits'
import {
  defaultParameters,
  jpegLsFrame,
  jpegLsScan,
  presetParameters,
  type JpegLsFrame,
  type JpegLsScan,
} from './jpegLsHeader'
import { LineDecoder, type Line } from './LineDecoder'

export interface JpegLsPicture {
  readonly precision: number
  /** Interleaved by pixel. */
  readonly samples: Uint16Array<ArrayBuffer>
}

/**
 * Decodes a JPEG-LS picture (ITU-T T.87), lossless or near-lossless, of up to 16 bits and in any interleaving. `expected`
 * is checked before anything is allocated. Throws plain Errors where the data are broken or a part of them is missing.
 */
export function decodeJpegLs(
  bytes: Uint8Array,
  expected: { readonly width: number; readonly height: number; readonly components: number },
): JpegLsPicture {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) throw new Error('the pixel data are no JPEG-LS picture')
  let frame: JpegLsFrame | null = null
  let preset: Uint8Array | null = null
  let samples = new Uint16Array(0)
  const seen = new Set<number>()
  let at = 2
  for (;;) {
    while (
      at < bytes.length &&
      !(bytes[at] === 0xff && (bytes[at + 1] ?? 0) >= 0x80 && bytes[at + 1] !== 0xff)
    )
      at++
    const marker = bytes[at + 1]
    if (marker === undefined || marker === 0xd9) break
    const length = (bytes[at + 2] ?? 0) * 256 + (bytes[at + 3] ?? 0)
    const segment = bytes.subarray(at + 4, at + 2 + length)
    at += 2 + length
    if (length < 2 || at > bytes.length) throw new Error('a segment of the JPEG-LS data is cut off')
    if (marker === 0xf8) preset = segment
    else if (marker === 0xdd && segment.some((byte) => byte !== 0))
      throw new Error('JPEG-LS with restarts is not decoded')
    else if (marker === 0xf7) {
      if (frame) throw new Error('the JPEG-LS data hold two frames')
      frame = jpegLsFrame(segment)
      const { width, height, components } = frame
      if (width !== expected.width || height !== expected.height || components.length !== expected.components)
        throw new Error(`the JPEG-LS picture has ${width} × ${height} × ${components.length} samples`)
      samples = new Uint16Array(width * height * components.length)
    } else if (marker === 0xda) {
      if (!frame) throw new Error('the JPEG-LS data have no frame header')
      const scan = jpegLsScan(segment, frame)
      if (scan.components.some((component) => seen.has(component)))
        throw new Error('the JPEG-LS data repeat a scan')
      for (const component of scan.components) seen.add(component)
      at = readScan(bytes, at, frame, scan, preset, samples)
    }
  }
  if (!frame || seen.size < frame.components.length) throw new Error('the JPEG-LS data end too early')
  return { precision: frame.precision, samples }
}

/** Reads one scan into `samples`; answers where it ends. */
function readScan(
  bytes: Uint8Array,
  from: number,
  frame: JpegLsFrame,
  scan: JpegLsScan,
  preset: Uint8Array | null,
  samples: Uint16Array,
): number {
  const { width, height, precision, components } = frame
  const parameters = preset
    ? presetParameters(preset, precision, scan.near)
    : defaultParameters(2 ** precision - 1, scan.near)
  if (scan.near > Math.min(255, parameters.maximum >> 1)) throw new Error('the JPEG-LS scan header is broken')
  const bits = new JpegLsBits(bytes, from)
  const decoder = new LineDecoder(bits, parameters, scan.near)
  const lines = scan.components.map(() => [new Uint16Array(width + 2), new Uint16Array(width + 2)])
  const runs = scan.components.map(() => 0)
  for (let y = 0; y < height; y++) {
    const now = lines.map((pair): Line => ({ now: pair[y & 1]!, above: pair[1 - (y & 1)]! }))
    for (const line of now) {
      line.now[0] = line.above[1]!
      line.above[width + 1] = line.above[width]!
    }
    if (scan.interleave === 2) runs[0] = lineOf(decoder, now, width, runs[0]!)
    else now.forEach((line, i) => (runs[i] = lineOf(decoder, [line], width, runs[i]!)))
    scan.components.forEach((component, i) => {
      for (let x = 0; x < width; x++)
        samples[(y * width + x) * components.length + component] = now[i]!.now[x + 1]!
    })
  }
  bits.finish()
  return bits.position
}

/** One line of one component, or of several pixel by pixel; answers the run index at its end. */
function lineOf(decoder: LineDecoder, lines: readonly Line[], width: number, runIndex: number): number {
  const together = lines.length > 1
  const first = lines[0]!
  const contexts = new Int32Array(lines.length)
  let index = runIndex
  for (let at = 1; at <= width; at++) {
    let flat = (contexts[0] = decoder.context(first, at)) === 0
    for (let i = 1; i < lines.length; i++)
      if ((contexts[i] = decoder.context(lines[i]!, at)) !== 0) flat = false
    if (!flat) {
      for (let i = 0; i < lines.length; i++) decoder.regular(lines[i]!, at, contexts[i]!)
      continue
    }
    const run = decoder.run(width + 1 - at, index)
    for (const { now } of lines) now.fill(now[at - 1]!, at, at + run.length)
    at += run.length
    index = run.index
    if (!run.ended) break
    for (const line of lines) decoder.runEnd(line, at, index, together)
    index = Math.max(0, index - 1)
  }
  return index
}
