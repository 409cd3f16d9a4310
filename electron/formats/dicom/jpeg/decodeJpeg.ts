import { emptyCoefficients, mcuGrid, type Coefficients } from './coefficients'
import { readDctScan } from './dctScan'
import { EntropyReader } from './EntropyReader'
import { huffmanTable } from './huffmanTable'
import { inverseDct } from './inverseDct'
import { jpegFrame, jpegScan, type JpegFrame, type JpegTables } from './jpegFrame'
import { readLosslessScan } from './losslessScan'
import { upsampled } from './upsample'

export interface JpegPicture {
  readonly width: number
  readonly height: number
  readonly components: number
  readonly precision: number
  /** Interleaved by pixel, as coded: no colour conversion. */
  readonly samples: Uint16Array<ArrayBuffer>
  /** The file itself says that its three components are Y, Cb and Cr (JFIF, or Adobe's marker). */
  readonly saysYbr: boolean
}

const maxScans = 200

/**
 * Decodes a JPEG picture of ITU-T T.81: baseline, extended (8 and 12 bit), progressive and lossless, all with Huffman
 * coding. `expected` is checked before anything is allocated. Throws plain Errors where the data are broken or of
 * another process; a picture of which a part is missing is never answered.
 */
export function decodeJpeg(
  bytes: Uint8Array,
  expected: { readonly width: number; readonly height: number; readonly components: number },
): JpegPicture {
  const tables: JpegTables = { quantisation: [], dc: [], ac: [], restartInterval: 0 }
  let frame: JpegFrame | null = null
  let coefficients: Coefficients[] = []
  let samples = new Uint16Array(0)
  let saysYbr = false
  let scans = 0
  const seen = new Set<number>()
  let at = bytes[0] === 0xff && bytes[1] === 0xd8 ? 2 : -1
  if (at < 0) throw new Error('the pixel data are no JPEG picture')

  for (;;) {
    while (at < bytes.length && bytes[at] !== 0xff) at++
    while (bytes[at + 1] === 0xff) at++
    const marker = bytes[at + 1]
    if (marker === undefined || marker === 0xd9) break
    at += 2
    if (marker === 0 || marker === 1 || (marker >= 0xd0 && marker <= 0xd8)) continue
    const length = (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0)
    const segment = bytes.subarray(at + 2, at + length)
    if (length < 2 || at + length > bytes.length) throw new Error('a segment of the JPEG data is cut off')
    at += length
    if (marker === 0xc4) readHuffman(segment, tables)
    else if (marker === 0xdb) readQuantisation(segment, tables)
    else if (marker === 0xdd) tables.restartInterval = segment[0]! * 256 + (segment[1] ?? 0)
    else if (marker === 0xe0 || marker === 0xee) saysYbr ||= marksYbr(marker, segment)
    else if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc8 && marker !== 0xcc) {
      if (frame) throw new Error('the JPEG data hold two frames')
      frame = jpegFrame(marker, segment)
      assertExpected(frame, expected)
      if (frame.process === 'lossless')
        samples = new Uint16Array(frame.width * frame.height * expected.components)
      else coefficients = emptyCoefficients(frame)
    } else if (marker === 0xda) {
      if (!frame) throw new Error('the JPEG data have no frame header')
      if (++scans > maxScans) throw new Error(`the JPEG data have more than ${maxScans} scans`)
      const scan = jpegScan(segment, frame, tables)
      const reader = new EntropyReader(bytes, at)
      if (frame.process === 'lossless') {
        if (scans === 1) frame = withPointTransform(frame, scan.low)
        readLosslessScan(reader, frame, scan, tables.restartInterval, samples)
        if (scan.low > 0)
          scan.components.forEach(({ component }) =>
            shiftUp(samples, component, expected.components, scan.low),
          )
      } else readDctScan(reader, frame, scan, tables.restartInterval, coefficients)
      for (const { component } of scan.components) seen.add(component)
      at = reader.position
    }
  }
  if (!frame || seen.size < frame.components.length) throw new Error('the JPEG data end too early')
  const { width, height, precision, components } = frame
  if (frame.process !== 'lossless') samples = picture(frame, coefficients, tables)
  return { width, height, precision, components: components.length, samples, saysYbr }
}

const withPointTransform = (frame: JpegFrame, low: number): JpegFrame => {
  if (low >= frame.precision) throw new Error('the point transform of the JPEG data leaves nothing')
  return frame
}

function shiftUp(samples: Uint16Array, component: number, step: number, low: number): void {
  for (let i = component; i < samples.length; i += step) samples[i]! <<= low
}

function assertExpected(
  frame: JpegFrame,
  expected: { readonly width: number; readonly height: number; readonly components: number },
): void {
  const { width, height, components, process } = frame
  if (width !== expected.width || height !== expected.height || components.length !== expected.components)
    throw new Error(
      `the JPEG picture has ${width} × ${height} × ${components.length} samples where ${expected.width} × ${expected.height} × ${expected.components} belong`,
    )
  const [first] = components
  const alike = components.every(({ across, down }) => across === first!.across && down === first!.down)
  if (process === 'lossless' && !alike) throw new Error('lossless JPEG with subsampled colour is not decoded')
}

function picture(
  frame: JpegFrame,
  coefficients: readonly Coefficients[],
  tables: JpegTables,
): Uint16Array<ArrayBuffer> {
  const { width, height, precision, components } = frame
  const grid = mcuGrid(frame)
  const out = new Uint16Array(width * height * components.length)
  components.forEach((component, index) => {
    const quantisation = tables.quantisation[component.quantisation]
    if (!quantisation) throw new Error('the JPEG data use a quantisation table that they do not bring')
    const plane = inverseDct(coefficients[index]!, quantisation, precision)
    const [across, down] = [grid.maxAcross / component.across, grid.maxDown / component.down]
    const own = { width: Math.ceil(width / across), height: Math.ceil(height / down) }
    const full = upsampled(plane, own, width, height, across, down)
    for (let i = 0; i < full.length; i++) out[i * components.length + index] = full[i]!
  })
  return out
}

function readHuffman(segment: Uint8Array, tables: JpegTables): void {
  for (let at = 0; at < segment.length;) {
    const kind = segment[at]!
    const lengths = segment.subarray(at + 1, at + 17)
    const count = lengths.reduce((sum, length) => sum + length, 0)
    const symbols = segment.slice(at + 17, at + 17 + count)
    if (symbols.length < count || (kind & 15) > 3 || kind >> 4 > 1)
      throw new Error('a Huffman table of the JPEG data is broken')
    ;(kind >> 4 ? tables.ac : tables.dc)[kind & 15] = huffmanTable(lengths, symbols)
    at += 17 + count
  }
}

function readQuantisation(segment: Uint8Array, tables: JpegTables): void {
  for (let at = 0; at < segment.length;) {
    const kind = segment[at]!
    const width = kind >> 4 ? 2 : 1
    if (segment.length < at + 1 + 64 * width || (kind & 15) > 3)
      throw new Error('a quantisation table of the JPEG data is broken')
    tables.quantisation[kind & 15] = Uint16Array.from({ length: 64 }, (_, k) =>
      width === 2 ? segment[at + 1 + 2 * k]! * 256 + segment[at + 2 + 2 * k]! : segment[at + 1 + k]!,
    )
    at += 1 + 64 * width
  }
}

function marksYbr(marker: number, segment: Uint8Array): boolean {
  const name = String.fromCharCode(...segment.subarray(0, 5))
  return marker === 0xe0 ? name === 'JFIF\0' : name === 'Adobe' && segment[11] === 1
}
