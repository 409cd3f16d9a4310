/** Kinds of numbers that weight files hold. */
export type NumberKind = 'f16' | 'bf16' | 'f32' | 'f64' | 'u8' | 'i8' | 'i32' | 'i64'

export const bytesOfKind: Readonly<Record<NumberKind, number>> = {
  f16: 2,
  bf16: 2,
  f32: 4,
  f64: 8,
  u8: 1,
  i8: 1,
  i32: 4,
  i64: 8,
}

/** Little-endian numbers as float32; numbers beyond its range or precision are rounded to it. */
export function floatsOf(bytes: Uint8Array, kind: NumberKind): Float32Array {
  const count = Math.floor(bytes.length / bytesOfKind[kind])
  if (kind === 'f32') {
    // A copy: the file's bytes need not lie on a boundary of four.
    const own = new Uint8Array(4 * count)
    own.set(bytes.subarray(0, 4 * count))
    return new Float32Array(own.buffer)
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const number = numberAt[kind]
  return Float32Array.from({ length: count }, (_, index) => number(view, index * bytesOfKind[kind]))
}

const numberAt: Readonly<Record<NumberKind, (view: DataView, at: number) => number>> = {
  f16: (view, at) => halfNumber(view.getUint16(at, true)),
  bf16: (view, at) => bits(view.getUint16(at, true) * 0x10000),
  f32: (view, at) => view.getFloat32(at, true),
  f64: (view, at) => view.getFloat64(at, true),
  u8: (view, at) => view.getUint8(at),
  i8: (view, at) => view.getInt8(at),
  i32: (view, at) => view.getInt32(at, true),
  i64: (view, at) => Number(view.getBigInt64(at, true)),
}

const scratch = new DataView(new ArrayBuffer(4))

function bits(pattern: number): number {
  scratch.setUint32(0, pattern)
  return scratch.getFloat32(0)
}

/** IEEE 754 half precision: 1 sign, 5 exponent, 10 fraction bits. */
function halfNumber(pattern: number): number {
  const sign = pattern & 0x8000 ? -1 : 1
  const exponent = (pattern >> 10) & 0x1f
  const fraction = pattern & 0x3ff
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}
