/** An array of a weight file by name; its numbers are decoded when they are asked for. */
export interface NamedArray {
  readonly name: string
  readonly shape: readonly number[]
  /** Row-major, as many as the shape says. */
  readonly values: () => Promise<Float32Array>
}

/** Numbers in an array of this shape. */
export const countOf = (shape: readonly number[]): number =>
  shape.reduce((product, size) => product * size, 1)
