import type { PlaneSize } from './resampleInPlane'

/** First source pixel of the crop along each axis; below nought where the source is padded instead. */
export interface CropOffset {
  readonly top: number
  readonly left: number
}

/** Datasets P5, along one axis: pads ⌊(N−n)/2⌋ before, or crops from ⌊(n−N)/2⌋. */
function axisOffset(count: number, side: number): number {
  return count < side ? -Math.floor((side - count) / 2) : Math.floor((count - side) / 2)
}

export const cropOffset = ({ rows, columns }: PlaneSize, side: number): CropOffset => ({
  top: axisOffset(rows, side),
  left: axisOffset(columns, side),
})

type Plane = Float32Array | Uint8Array

/** Copies a plane into another of a different size, moved by the offset; what is not covered stays 0. */
function moved<P extends Plane>(plane: P, from: PlaneSize, out: P, to: PlaneSize, offset: CropOffset): P {
  const x0 = Math.max(0, -offset.left)
  const x1 = Math.min(to.columns, from.columns - offset.left)
  for (let y = Math.max(0, -offset.top); y < Math.min(to.rows, from.rows - offset.top); y++) {
    const source = (y + offset.top) * from.columns + offset.left
    if (x1 > x0) out.set(plane.subarray(source + x0, source + x1), y * to.columns + x0)
  }
  return out
}

/** The square of `side` pixels about the centre of an image plane, padded with 0 (datasets P5). */
export const cropImage = (plane: Float32Array, from: PlaneSize, side: number): Float32Array =>
  moved(plane, from, new Float32Array(side * side), { rows: side, columns: side }, cropOffset(from, side))

/** The same square of a label plane, padded with background. */
export const cropLabels = (plane: Uint8Array, from: PlaneSize, side: number): Uint8Array =>
  moved(plane, from, new Uint8Array(side * side), { rows: side, columns: side }, cropOffset(from, side))

/** Labels of the square put back on the plane they were cropped from: the inverse of `cropLabels`, 0 outside. */
export function uncropLabels(square: Uint8Array, side: number, to: PlaneSize): Uint8Array {
  const { top, left } = cropOffset(to, side)
  const out = new Uint8Array(to.rows * to.columns)
  // Without the sign of nought, which `-0` would bring.
  return moved(square, { rows: side, columns: side }, out, to, { top: 0 - top, left: 0 - left })
}
