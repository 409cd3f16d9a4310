import type { PixelFormat } from './pixelFormat'

export type ShownValues = Uint16Array | Int16Array | Float32Array

/** What turns the stored numbers of some files into grey, beside rescale. */
export interface GreyTables {
  /** Luminance of each palette entry. */
  readonly palette: Lookup | null
  /** Modality LUT (PS3.3 C.11.1): instead of a slope and intercept. */
  readonly modality: Lookup | null
}

/** Values below `first` take the first entry, those past the end the last (PS3.3 C.11.1.1.1). */
export interface Lookup {
  readonly first: number
  readonly values: Uint16Array
}

const clamped = ({ first, values }: Lookup, at: number): number =>
  values[Math.min(values.length - 1, Math.max(0, at - first))]!

/**
 * Grey values, before rescale, from the decoded bytes of one frame: whole numbers shifted down from the high bit, masked
 * and sign-extended (X7); 32-bit ones and floating point numbers as float32; colour as its luminance.
 */
export function shownValues(
  bytes: Uint8Array<ArrayBuffer>,
  format: PixelFormat & { readonly tables: GreyTables },
): ShownValues {
  const numbers = storedNumbers(bytes, format)
  if (format.samples === 3) return luminance(numbers, format)
  const lookup = format.photometric === 'PALETTE COLOR' ? format.tables.palette : format.tables.modality
  return lookup ? Uint16Array.from(numbers, (value) => clamped(lookup, value)) : numbers
}

function storedNumbers(bytes: Uint8Array<ArrayBuffer>, format: PixelFormat): ShownValues {
  const { bitsAllocated, bitsStored, highBit, signed, float } = format
  const { buffer } = bytes
  if (float)
    return bitsAllocated === 64 ? Float32Array.from(new Float64Array(buffer)) : new Float32Array(buffer)
  if (bitsAllocated === 32) return wideNumbers(new Uint32Array(buffer), format)
  if (bitsAllocated === 16 && bitsStored === 16)
    return signed ? new Int16Array(buffer) : new Uint16Array(buffer)
  const down = highBit + 1 - bitsStored
  const raw = bitsAllocated === 16 ? new Uint16Array(buffer) : bytes
  const out = signed ? new Int16Array(raw.length) : new Uint16Array(raw.length)
  const mask = (1 << bitsStored) - 1
  const up = 32 - bitsStored
  for (let i = 0; i < raw.length; i++) {
    const value = (raw[i]! >> down) & mask
    out[i] = signed ? (value << up) >> up : value
  }
  return out
}

function wideNumbers(raw: Uint32Array, { bitsStored, highBit, signed }: PixelFormat): Float32Array {
  const down = highBit + 1 - bitsStored
  const up = 32 - bitsStored
  return Float32Array.from(raw, (value) => {
    const top = (value >>> down) << up
    return signed ? top >> up : (top >>> 0) / 2 ** up
  })
}

/** Y of YBR; Rec. 601 weights of RGB (ITU-R BT.601), as JPEG takes them. */
function luminance(numbers: ShownValues, { photometric }: PixelFormat): ShownValues {
  const ybr = photometric.startsWith('YBR') && photometric !== 'YBR_ICT' && photometric !== 'YBR_RCT'
  const pixels = numbers.length / 3
  const out = numbers instanceof Float32Array ? new Float32Array(pixels) : new Uint16Array(pixels)
  for (let i = 0; i < pixels; i++)
    out[i] = ybr
      ? numbers[3 * i]!
      : Math.round(0.299 * numbers[3 * i]! + 0.587 * numbers[3 * i + 1]! + 0.114 * numbers[3 * i + 2]!)
  return out
}
