import type { Orientation } from '#shared/domain/grid'
import type { DrawnOn } from './drawn'
import { dot } from './slicePlanes'

/** The grid of a mask volume. */
export interface MaskGrid {
  readonly orientation: Orientation | null
  readonly spacingMm: { readonly x: number; readonly y: number; readonly z: number }
  readonly shape: readonly [t: number, z: number, y: number, x: number]
}

/** Places of pixels may differ by this much on one grid, mm (datasets.md B1.10). */
const sameMm = 1e-3

/** Where a pixel of the images lies in a mask, in its voxels: three numbers, not rounded. */
export type ToVoxel = (x: number, y: number, slice: number) => readonly [x: number, y: number, z: number]

/** Null where one of the two does not say how it lies. */
export function toVoxel(
  { orientation: own, spacingMm: spaced }: MaskGrid,
  { grid, originsMm }: DrawnOn,
): ToVoxel | null {
  const { orientation, spacingMm } = grid
  if (!own || !orientation || !originsMm) return null
  const inMask = (v: readonly number[]): [number, number, number] => [
    dot(v, own.row) / spaced.x,
    dot(v, own.column) / spaced.y,
    dot(v, own.normal) / spaced.z,
  ]
  const along = inMask(orientation.row.map((value) => value * spacingMm.x))
  const down = inMask(orientation.column.map((value) => value * spacingMm.y))
  const starts = originsMm.map((origin) => inMask(origin.map((value, i) => value - own.originMm[i]!)))
  return (x, y, slice) => {
    const start = starts[slice]!
    return [
      start[0] + x * along[0] + y * down[0],
      start[1] + x * along[1] + y * down[1],
      start[2] + x * along[2] + y * down[2],
    ]
  }
}

export type GridFit = 'same' | 'resampled' | 'apart'

/**
 * Whether a mask has the pixels of the images, in whatever order its axes run; or lies over them in another grid; or not
 * over them at all. Where one does not say how it lies, the same shape is the same grid.
 */
export function fitOf(mask: MaskGrid, on: DrawnOn): GridFit {
  const { grid } = on
  const [, z, y, x] = mask.shape
  const to = toVoxel(mask, on)
  if (!to) return z === grid.slices && y === grid.rows && x === grid.columns ? 'same' : 'apart'
  const sizes = [x, y, z]
  const spaced = [mask.spacingMm.x, mask.spacingMm.y, mask.spacingMm.z]
  let same = x * y * z === grid.columns * grid.rows * grid.slices
  let over = false
  const edges = (size: number): number[] => [0, Math.floor(size / 2), size - 1]
  for (let slice = 0; slice < grid.slices; slice++)
    for (const row of edges(grid.rows))
      for (const column of edges(grid.columns)) {
        const at = to(column, row, slice)
        const inside = at.every((value, axis) => value > -0.5 && value < sizes[axis]! - 0.5)
        over ||= inside
        same &&=
          inside && at.every((value, axis) => Math.abs(value - Math.round(value)) * spaced[axis]! <= sameMm)
      }
  return same ? 'same' : over ? 'resampled' : 'apart'
}
