import type { PointPx } from '#shared/domain/contour'
import type { Vector } from '#electron/formats/dicom/dicomGeometry'
import type { DrawnOn } from './drawn'

export const dot = (a: readonly number[], b: readonly number[]): number =>
  a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]!

const minus = (a: readonly number[], b: readonly number[]): Vector => [
  a[0]! - b[0]!,
  a[1]! - b[1]!,
  a[2]! - b[2]!,
]

/** Where the slices of a grid lie in the patient. */
export interface SlicePlanes {
  /** The slice whose plane is nearer than half the pitch to a point; null: none is. */
  sliceAt(pointMm: readonly number[]): number | null
  /** How far a point lies before or behind a slice's plane, mm. */
  offPlaneMm(pointMm: readonly number[], slice: number): number
  /** mm → pixel on a slice (datasets.md B1.10). */
  toPixel(pointMm: readonly number[], slice: number): PointPx
}

/** Null where the images do not say how they lie. Each slice has a place of its own: gaps and shifts do not matter (X11). */
export function slicePlanes({ grid, originsMm }: DrawnOn): SlicePlanes | null {
  const { orientation, spacingMm } = grid
  if (!orientation || !originsMm) return null
  const { row, column, normal } = orientation
  const offPlaneMm = (pointMm: readonly number[], slice: number): number =>
    dot(minus(pointMm, originsMm[slice]!), normal)
  return {
    offPlaneMm,
    sliceAt(pointMm) {
      let best: number | null = null
      let nearest = spacingMm.z / 2
      originsMm.forEach((_, slice) => {
        const away = Math.abs(offPlaneMm(pointMm, slice))
        if (away >= nearest) return
        nearest = away
        best = slice
      })
      return best
    },
    toPixel(pointMm, slice) {
      const from = minus(pointMm, originsMm[slice]!)
      return { x: dot(from, row) / spacingMm.x, y: dot(from, column) / spacingMm.y }
    },
  }
}
