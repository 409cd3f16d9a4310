/**
 * Voxel types that Septum reads, by NIfTI-1 datatype code (nifti1.h, DT_*). 64-bit integers become float64, complex
 * numbers their magnitude, colours their luminance. `part` is the number of bytes that are swapped together.
 */
export const niftiTypes = {
  2: { name: 'uint8', bytes: 1, part: 1 },
  4: { name: 'int16', bytes: 2, part: 2 },
  8: { name: 'int32', bytes: 4, part: 4 },
  16: { name: 'float32', bytes: 4, part: 4 },
  32: { name: 'complex64', bytes: 8, part: 4 },
  64: { name: 'float64', bytes: 8, part: 8 },
  128: { name: 'rgb24', bytes: 3, part: 1 },
  256: { name: 'int8', bytes: 1, part: 1 },
  512: { name: 'uint16', bytes: 2, part: 2 },
  768: { name: 'uint32', bytes: 4, part: 4 },
  1024: { name: 'int64', bytes: 8, part: 8 },
  1280: { name: 'uint64', bytes: 8, part: 8 },
  1792: { name: 'complex128', bytes: 16, part: 8 },
  2304: { name: 'rgba32', bytes: 4, part: 1 },
} as const

export type NiftiTypeCode = keyof typeof niftiTypes
export type NiftiTypeName = (typeof niftiTypes)[NiftiTypeCode]['name']

export const isNiftiTypeCode = (code: number): code is NiftiTypeCode => code in niftiTypes

/** Why a known code is not read, in words; undefined for codes that NIfTI does not define. */
export const unreadTypes: Readonly<Record<number, string>> = {
  1: 'one bit a voxel',
  1536: '128-bit numbers',
  2048: '256-bit complex numbers',
}

export type VoxelArray =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array
