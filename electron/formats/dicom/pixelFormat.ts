/** How the pixels of a file are stored. */
export interface PixelFormat {
  readonly rows: number
  readonly columns: number
  readonly frames: number
  /** Samples a pixel: 1 for grey and palette, 3 for colour. */
  readonly samples: number
  /** 1, 8, 16 or 32; of floating point numbers 32 or 64. */
  readonly bitsAllocated: number
  readonly bitsStored: number
  readonly highBit: number
  readonly signed: boolean
  /** Float and Double Float Pixel Data instead of whole numbers. */
  readonly float: boolean
  readonly photometric: string
  /** Colour lies plane after plane, not pixel after pixel. */
  readonly planar: boolean
}

/** Bytes of one decoded sample: single bits are unpacked to a byte each. */
export const sampleBytes = ({ bitsAllocated }: PixelFormat): number => Math.max(1, bitsAllocated / 8)

type Numbers =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array

/** The bytes of one decoded frame as numbers of the stored type; bits above the stored ones are still in them. */
export function decodedNumbers({ buffer }: Uint8Array<ArrayBuffer>, format: PixelFormat): Numbers {
  const { bitsAllocated, signed, float } = format
  if (float) return bitsAllocated === 64 ? new Float64Array(buffer) : new Float32Array(buffer)
  if (bitsAllocated === 32) return signed ? new Int32Array(buffer) : new Uint32Array(buffer)
  if (bitsAllocated === 16) return signed ? new Int16Array(buffer) : new Uint16Array(buffer)
  return signed && bitsAllocated === 8 ? new Int8Array(buffer) : new Uint8Array(buffer)
}

/** Bits that one frame takes where it is not packed. Chroma that two pixels share counts once (YBR_FULL_422). */
export const nativeFrameBits = (format: PixelFormat, sharedChroma: boolean): number =>
  format.rows * format.columns * (sharedChroma ? 2 : format.samples) * format.bitsAllocated

export const sharesChroma = ({ photometric, samples }: PixelFormat): boolean =>
  samples === 3 && /^YBR_(FULL|PARTIAL)_422$/.test(photometric)
