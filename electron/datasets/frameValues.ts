import type { FrameHeader } from '#shared/domain/study'
import type { VoxelArray } from '#electron/formats/nifti/niftiType'
import type { FrameValues } from './adapter'

export interface FrameStack {
  readonly columns: number
  readonly rows: number
  readonly slices: number
  readonly slope: number
  readonly intercept: number
}

/** One frame of an array in file order [T, Z, Y, X], in a type that the page can show. */
export function frameOf(
  data: VoxelArray,
  stack: FrameStack,
  slice: number,
  phase: number,
  frame = phase,
): { header: FrameHeader; values: FrameValues } {
  const size = stack.columns * stack.rows
  const from = (frame * stack.slices + slice) * size
  const part = data.subarray(from, from + size)
  const values =
    part instanceof Uint16Array || part instanceof Int16Array || part instanceof Float32Array
      ? part.slice()
      : part instanceof Uint8Array
        ? Uint16Array.from(part)
        : part instanceof Int8Array
          ? Int16Array.from(part)
          : Float32Array.from(part)
  const type = values instanceof Uint16Array ? 'uint16' : values instanceof Int16Array ? 'int16' : 'float32'
  const { columns, rows, slope, intercept } = stack
  return { header: { slice, phase, columns, rows, type, slope, intercept }, values }
}

/** One phase after rescale, [Z, Y, X]. What is not a number becomes 0. */
export function volumeOf(data: VoxelArray, stack: FrameStack, frame: number): Float32Array {
  const size = stack.columns * stack.rows * stack.slices
  const out = new Float32Array(size)
  for (let i = 0; i < size; i++) {
    const value = data[frame * size + i]! * stack.slope + stack.intercept
    out[i] = Number.isFinite(value) ? value : 0
  }
  return out
}
