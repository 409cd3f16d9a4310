import { swapBytes } from '../swapBytes'
import type { NiftiHeader } from './niftiHeader'

/** Where NIfTI-1 holds numbers (nifti1.h): from a byte, so many, of so many bytes each. */
const numbers = [
  [0, 1, 4],
  [32, 1, 4],
  [36, 1, 2],
  [40, 8, 2],
  [56, 3, 4],
  [68, 4, 2],
  [76, 11, 4],
  [120, 1, 2],
  [124, 6, 4],
  [252, 2, 2],
  [256, 18, 4],
] as const

/**
 * A source's header as 348 bytes of little-endian NIfTI-1, with its forms, spacing, units and texts as they stand in the
 * file. NIfTI-2's numbers lose what float32 does not hold.
 */
export function niftiOneHeader(source: NiftiHeader): Uint8Array {
  if (source.version === 2) return shortened(source)
  const bytes = source.raw.slice(0, 348)
  if (!source.littleEndian)
    for (const [from, count, width] of numbers) swapBytes(bytes.subarray(from, from + count * width), width)
  return bytes
}

function shortened({ raw, littleEndian: little }: NiftiHeader): Uint8Array {
  const bytes = new Uint8Array(348)
  const from = new DataView(raw.buffer, raw.byteOffset, raw.byteLength)
  const to = new DataView(bytes.buffer)
  const float = (at: number, source: number): void => to.setFloat32(at, from.getFloat64(source, little), true)
  const floats = (at: number, source: number, count: number): void => {
    for (let i = 0; i < count; i++) float(at + 4 * i, source + 8 * i)
  }
  to.setInt32(0, 348, true)
  to.setUint8(38, 0x72)
  to.setUint8(39, from.getUint8(524))
  floats(56, 80, 3)
  to.setInt16(68, from.getInt32(504, little), true)
  floats(76, 104, 8)
  to.setUint8(123, from.getInt32(500, little) & 0xff)
  floats(124, 192, 4)
  bytes.set(raw.subarray(240, 344), 148)
  to.setInt16(252, from.getInt32(344, little), true)
  to.setInt16(254, from.getInt32(348, little), true)
  floats(256, 352, 6)
  floats(280, 400, 12)
  bytes.set(raw.subarray(508, 524), 328)
  return bytes
}
