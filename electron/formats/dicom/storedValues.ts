import type { PixelFormat } from './dicomHeader'

export type StoredValues = Uint16Array | Int16Array

/** Values from the little-endian bytes of one frame: shifted down from the high bit, masked, sign-extended (X7). */
export function storedValues(bytes: Uint8Array<ArrayBuffer>, format: PixelFormat): StoredValues {
  const { bitsAllocated, bitsStored, highBit, signed } = format
  const down = highBit + 1 - bitsStored
  if (bitsAllocated === 16 && bitsStored === 16) {
    return signed ? new Int16Array(bytes.buffer) : new Uint16Array(bytes.buffer)
  }
  const raw = bitsAllocated === 16 ? new Uint16Array(bytes.buffer) : bytes
  const out = signed ? new Int16Array(raw.length) : new Uint16Array(raw.length)
  const mask = (1 << bitsStored) - 1
  const up = 32 - bitsStored
  for (let i = 0; i < raw.length; i++) {
    const value = (raw[i]! >> down) & mask
    out[i] = signed ? (value << up) >> up : value
  }
  return out
}
