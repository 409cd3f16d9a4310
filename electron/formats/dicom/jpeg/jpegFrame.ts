import type { HuffmanTable } from './huffmanTable'

/** One colour component of a JPEG frame (ITU-T T.81 B.2.2). */
export interface JpegComponent {
  readonly id: number
  /** Sampling factors across and down. */
  readonly across: number
  readonly down: number
  readonly quantisation: number
}

/** How the picture is coded: DCT in one pass or in several, or lossless by prediction. */
export type JpegProcess = 'sequential' | 'progressive' | 'lossless'

export interface JpegFrame {
  readonly process: JpegProcess
  /** Bits a sample: 8 or 12; 2 to 16 where lossless. */
  readonly precision: number
  readonly width: number
  readonly height: number
  readonly components: readonly JpegComponent[]
}

/** What the segments before a scan said last; scans look their tables up here. */
export interface JpegTables {
  readonly quantisation: (Uint16Array | undefined)[]
  readonly dc: (HuffmanTable | undefined)[]
  readonly ac: (HuffmanTable | undefined)[]
  /** MCUs between restart markers; 0: none. */
  restartInterval: number
}

export interface JpegScan {
  readonly components: readonly {
    readonly component: number
    readonly dc: HuffmanTable | undefined
    readonly ac: HuffmanTable | undefined
  }[]
  /** First and last coefficient in zigzag order; lossless: `from` is the predictor. */
  readonly from: number
  readonly to: number
  /** Successive approximation, bit positions high and low; lossless: `low` is the point transform. */
  readonly high: number
  readonly low: number
}

const processes: Readonly<Record<number, JpegProcess>> = {
  0xc0: 'sequential',
  0xc1: 'sequential',
  0xc2: 'progressive',
  0xc3: 'lossless',
}

/** Reads a start-of-frame segment. Throws where the process or the size is none that Septum decodes. */
export function jpegFrame(marker: number, segment: Uint8Array): JpegFrame {
  const process = processes[marker]
  if (!process) throw new Error(`JPEG process ${marker - 0xc0} is not decoded`)
  const [precision = 0, h1 = 0, h0 = 0, w1 = 0, w0 = 0, count = 0] = segment
  if (segment.length < 6 + 3 * count || count < 1 || count > 4)
    throw new Error('the JPEG frame header is broken')
  const right =
    process === 'lossless' ? precision >= 2 && precision <= 16 : precision === 8 || precision === 12
  if (!right) throw new Error(`JPEG samples of ${precision} bits are not decoded`)
  const components = Array.from({ length: count }, (_, i) => {
    const [id = 0, factors = 0, quantisation = 0] = segment.subarray(6 + 3 * i)
    return { id, across: factors >> 4, down: factors & 15, quantisation }
  })
  if (components.some(({ across, down }) => across < 1 || across > 4 || down < 1 || down > 4))
    throw new Error('the JPEG sampling factors are out of range')
  return { process, precision, height: h1 * 256 + h0, width: w1 * 256 + w0, components }
}

/** Reads a start-of-scan segment with the tables as they stand. */
export function jpegScan(segment: Uint8Array, frame: JpegFrame, tables: JpegTables): JpegScan {
  const count = segment[0] ?? 0
  if (count < 1 || count > 4 || segment.length < 4 + 2 * count)
    throw new Error('the JPEG scan header is broken')
  const components = Array.from({ length: count }, (_, i) => {
    const [id, selectors = 0] = segment.subarray(1 + 2 * i)
    const component = frame.components.findIndex((candidate) => candidate.id === id)
    if (component < 0) throw new Error('a JPEG scan names a component that the frame has not')
    return { component, dc: tables.dc[selectors >> 4], ac: tables.ac[selectors & 15] }
  })
  if (new Set(components.map(({ component }) => component)).size < count)
    throw new Error('a JPEG scan names a component twice')
  const [from = 0, to = 0, approximation = 0] = segment.subarray(1 + 2 * count)
  return { components, from, to, high: approximation >> 4, low: approximation & 15 }
}
