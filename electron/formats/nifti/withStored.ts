import { swapBytes } from '../swapBytes'
import type { NiftiHeader } from './niftiHeader'
import type { NiftiImage } from './niftiImage'
import { niftiTypes, type NiftiTypeName, type VoxelArray } from './niftiType'

/**
 * An image of a header and the bytes of its voxels in file order. `own`: the bytes are nobody else's, so that they may be
 * swapped in place; others are copied.
 */
export function withStored(header: NiftiHeader, bytes: Uint8Array<ArrayBuffer>, own: boolean): NiftiImage {
  const { name, part } = niftiTypes[header.code]
  const aligned = bytes.byteOffset % part === 0
  const stored = own && aligned ? bytes : bytes.slice()
  if (!header.littleEndian) swapBytes(stored, part)
  return { ...header, data: voxelArray(stored, name), stored }
}

function voxelArray(
  { buffer, byteOffset: from, length }: Uint8Array<ArrayBuffer>,
  name: NiftiTypeName,
): VoxelArray {
  const arrays: Readonly<Record<NiftiTypeName, () => VoxelArray>> = {
    uint8: () => new Uint8Array(buffer, from, length),
    int8: () => new Int8Array(buffer, from, length),
    uint16: () => new Uint16Array(buffer, from, length / 2),
    int16: () => new Int16Array(buffer, from, length / 2),
    uint32: () => new Uint32Array(buffer, from, length / 4),
    int32: () => new Int32Array(buffer, from, length / 4),
    float32: () => new Float32Array(buffer, from, length / 4),
    float64: () => new Float64Array(buffer, from, length / 8),
    int64: () => Float64Array.from(new BigInt64Array(buffer, from, length / 8), Number),
    uint64: () => Float64Array.from(new BigUint64Array(buffer, from, length / 8), Number),
    complex64: () => magnitudes(new Float32Array(buffer, from, length / 4), new Float32Array(length / 8)),
    complex128: () => magnitudes(new Float64Array(buffer, from, length / 8), new Float64Array(length / 16)),
    rgb24: () => luminances(new Uint8Array(buffer, from, length), 3),
    rgba32: () => luminances(new Uint8Array(buffer, from, length), 4),
  }
  return arrays[name]()
}

function magnitudes<T extends Float32Array | Float64Array>(pairs: T, out: T): T {
  for (let i = 0; i < out.length; i++) out[i] = Math.hypot(pairs[2 * i]!, pairs[2 * i + 1]!)
  return out
}

/** Rec. 601 weights (ITU-R BT.601). */
function luminances(colours: Uint8Array, samples: number): Uint8Array {
  return Uint8Array.from({ length: colours.length / samples }, (_, i) =>
    Math.round(
      0.299 * colours[samples * i]! + 0.587 * colours[samples * i + 1]! + 0.114 * colours[samples * i + 2]!,
    ),
  )
}
