import { regionMask } from '#shared/geometry/regionMask'
import type { Contour } from '#shared/domain/contour'
import type { Grid } from '#shared/domain/grid'

/** Canonical labels [Z, Y, X] of the contours that are drawn at one phase. */
export function drawnLabels(contours: readonly Contour[], grid: Grid, phase: number): Uint8Array {
  const plane = grid.rows * grid.columns
  const labels = new Uint8Array(grid.slices * plane)
  for (let slice = 0; slice < grid.slices; slice++) {
    const here = contours.filter((contour) => contour.slice === slice && contour.phase === phase)
    if (here.length) labels.set(regionMask(here, grid.columns, grid.rows), slice * plane)
  }
  return labels
}
