import type { Orientation } from '#shared/domain/grid'

type Vector = [number, number, number]

/** The three rows of a voxel index → RAS millimetre matrix. */
export type Affine = readonly [readonly number[], readonly number[], readonly number[]]

const column = (affine: Affine, index: number): Vector => [
  affine[0][index]!,
  affine[1][index]!,
  affine[2][index]!,
]
/** No negative zero: an axis that is not turned reads as 0. */
const flipped = (value: number): number => (value === 0 ? 0 : -value)
const norm = (v: Vector): number => Math.hypot(...v)

/**
 * The affine of a quaternion (b, c, d), voxel sizes in mm, offsets and `qfac` (nifti1.h, method 2).
 */
export function quaternionAffine(
  [b, c, d]: Vector,
  [dx, dy, dz]: Vector,
  offset: Vector,
  qfac: number,
): Affine {
  const square = b * b + c * c + d * d
  const scale = square > 1 ? 1 / Math.sqrt(square) : 1
  const [qb, qc, qd] = [b * scale, c * scale, d * scale]
  const a = Math.sqrt(Math.max(0, 1 - (qb * qb + qc * qc + qd * qd)))
  const z = dz * (qfac < 0 ? -1 : 1)
  return [
    [
      (a * a + qb * qb - qc * qc - qd * qd) * dx,
      2 * (qb * qc - a * qd) * dy,
      2 * (qb * qd + a * qc) * z,
      offset[0],
    ],
    [
      2 * (qb * qc + a * qd) * dx,
      (a * a + qc * qc - qb * qb - qd * qd) * dy,
      2 * (qc * qd - a * qb) * z,
      offset[1],
    ],
    [
      2 * (qb * qd - a * qc) * dx,
      2 * (qc * qd + a * qb) * dy,
      (a * a + qd * qd - qb * qb - qc * qc) * z,
      offset[2],
    ],
  ]
}

/**
 * Orientation in LPS from an RAS affine, or null where the affine cannot be believed: a column whose length differs from
 * pixdim by more than 1 % (decisions.md 6: real ACDC files carry a unit affine), or that is not a number.
 */
export function niftiOrientation(affine: Affine, pixdimMm: Vector): Orientation | null {
  const columns = [0, 1, 2].map((index) => column(affine, index))
  const agree = columns.every((v, i) => Math.abs(norm(v) - pixdimMm[i]!) <= 0.01 * pixdimMm[i]!)
  const origin = column(affine, 3)
  if (!agree || !origin.every(Number.isFinite)) return null
  const unit = (v: Vector): Vector => [flipped(v[0] / norm(v)), flipped(v[1] / norm(v)), v[2] / norm(v)]
  return {
    row: unit(columns[0]!),
    column: unit(columns[1]!),
    normal: unit(columns[2]!),
    originMm: [flipped(origin[0]), flipped(origin[1]), origin[2]],
  }
}
