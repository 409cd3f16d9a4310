import type { Vector } from '#electron/formats/dicom/dicomGeometry'
import { dot } from './slicePlanes'

/** A plane of pixels in the patient, LPS mm. */
export interface Plane {
  readonly originMm: Vector
  readonly row: Vector
  readonly column: Vector
  readonly spacingMm: { readonly x: number; readonly y: number }
  readonly columns: number
  readonly rows: number
}

const sameMm = 1e-3
const sameCosine = 1e-4

/** For each pixel of `to` the pixel of `from` that is nearest to it, -1 where none is. */
export interface PlaneMap {
  readonly nearest: Int32Array
  /** Both planes have the same pixels in the same order. */
  readonly same: boolean
}

/** Null where the planes are not parallel. The distance across them is the caller's matter. */
export function planeMap(from: Plane, to: Plane): PlaneMap | null {
  const across = cross(to.row, to.column)
  if (Math.abs(dot(from.row, across)) > 0.01 || Math.abs(dot(from.column, across)) > 0.01) return null
  const offset = to.originMm.map((value, i) => value - from.originMm[i]!)
  const inFrom = (v: readonly number[]): { x: number; y: number } => ({
    x: dot(v, from.row) / from.spacingMm.x,
    y: dot(v, from.column) / from.spacingMm.y,
  })
  const start = inFrom(offset)
  const alongRow = inFrom(to.row.map((value) => value * to.spacingMm.x))
  const alongColumn = inFrom(to.column.map((value) => value * to.spacingMm.y))
  const nearest = new Int32Array(to.columns * to.rows)
  for (let y = 0, at = 0; y < to.rows; y++)
    for (let x = 0; x < to.columns; x++, at++) {
      const column = Math.round(start.x + x * alongRow.x + y * alongColumn.x)
      const row = Math.round(start.y + x * alongRow.y + y * alongColumn.y)
      const inside = column >= 0 && row >= 0 && column < from.columns && row < from.rows
      nearest[at] = inside ? row * from.columns + column : -1
    }
  const same =
    from.columns === to.columns &&
    from.rows === to.rows &&
    Math.hypot(start.x * from.spacingMm.x, start.y * from.spacingMm.y) <= sameMm &&
    Math.abs(from.spacingMm.x - to.spacingMm.x) <= sameMm &&
    Math.abs(from.spacingMm.y - to.spacingMm.y) <= sameMm &&
    [0, 1, 2].every(
      (i) =>
        Math.abs(from.row[i]! - to.row[i]!) <= sameCosine &&
        Math.abs(from.column[i]! - to.column[i]!) <= sameCosine,
    )
  return { nearest: same ? identity(nearest.length) : nearest, same }
}

const identity = (length: number): Int32Array => Int32Array.from({ length }, (_, i) => i)

export const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]
