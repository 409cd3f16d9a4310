import type { Orientation } from '#shared/domain/grid'
import type { NiftiHeader } from '#electron/formats/nifti/niftiHeader'
import type { NiftiImage } from '#electron/formats/nifti/niftiImage'

type Geometry = Pick<NiftiHeader, 'shape' | 'spacingMm' | 'orientation'>
type Step = readonly [x: number, y: number, z: number]

/**
 * Frame `at` of a mask on the grid of its image, [Z, Y, X], stored values, nearest neighbour; 0 outside the mask. Where
 * both headers say how they lie in the patient, by that; else with the first corners of both laid upon each other.
 */
export function resampledMask(mask: NiftiImage, at: number, image: Geometry): Float64Array {
  const [, slices, rows, columns] = image.shape
  const [, maskSlices, maskRows, maskColumns] = mask.shape
  const { origin, x: dx, y: dy, z: dz } = indexMap(image, mask)
  const out = new Float64Array(slices * rows * columns)
  const from = at * maskSlices * maskRows * maskColumns
  let i = 0
  for (let z = 0; z < slices; z++)
    for (let y = 0; y < rows; y++)
      for (let x = 0; x < columns; x++, i++) {
        const mx = Math.round(origin[0] + x * dx[0] + y * dy[0] + z * dz[0])
        const my = Math.round(origin[1] + x * dx[1] + y * dy[1] + z * dz[1])
        const mz = Math.round(origin[2] + x * dx[2] + y * dy[2] + z * dz[2])
        if (mx < 0 || my < 0 || mz < 0 || mx >= maskColumns || my >= maskRows || mz >= maskSlices) continue
        const value = mask.data[from + (mz * maskRows + my) * maskColumns + mx]!
        out[i] = value * mask.slope + mask.intercept
      }
  return out
}

/** Voxel indices of the mask as an affine function of those of the image. */
function indexMap(image: Geometry, mask: Geometry): { origin: Step; x: Step; y: Step; z: Step } {
  const [a, b] = [image.spacingMm, mask.spacingMm]
  if (!image.orientation || !mask.orientation) {
    const corner = (s: number, t: number) => 0.5 * (s / t) - 0.5
    return {
      origin: [corner(a.x, b.x), corner(a.y, b.y), corner(a.z, b.z)],
      x: [a.x / b.x, 0, 0],
      y: [0, a.y / b.y, 0],
      z: [0, 0, a.z / b.z],
    }
  }
  const { row, column, normal, originMm } = mask.orientation
  const axes: readonly (readonly [Step, number])[] = [
    [row, b.x],
    [column, b.y],
    [normal, b.z],
  ]
  const inMask = (vector: Step, lengthMm: number): Step =>
    axes.map(([axis, spacing]) => (lengthMm * dot(vector, axis)) / spacing) as unknown as Step
  const from = image.orientation
  const offset: Step = [
    from.originMm[0] - originMm[0],
    from.originMm[1] - originMm[1],
    from.originMm[2] - originMm[2],
  ]
  return {
    origin: inMask(offset, 1),
    x: inMask(from.row, a.x),
    y: inMask(from.column, a.y),
    z: inMask(from.normal, a.z),
  }
}

const dot = (a: Step, b: Step): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]

/** Largest angle between the axes of two orientations, degrees. */
export function angleBetween(a: Orientation, b: Orientation): number {
  const cosines = (['row', 'column', 'normal'] as const).map((axis) => dot(a[axis], b[axis]))
  return (Math.acos(Math.max(-1, Math.min(1, Math.min(...cosines)))) * 180) / Math.PI
}

/** Distance of two first voxels, mm. */
export const originDistanceMm = (a: Orientation, b: Orientation): number =>
  Math.hypot(...a.originMm.map((value, i) => value - b.originMm[i]!))
