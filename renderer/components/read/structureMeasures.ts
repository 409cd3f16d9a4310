import type { Grid } from '#shared/domain/grid'
import type { Segmentation } from '#shared/domain/segmentation'
import { regionIds, regions, type TaskId } from '#shared/domain/structures'
import { volumeMl } from '#shared/geometry/volumes'

/** One line of the measures of a study without a heart; null: nothing is drawn. */
export interface StructureMeasure {
  readonly name: string
  readonly value: number | null
  readonly unit: 'ml' | 'mm²' | 'px'
  readonly digits: number
}

/**
 * What the contours of one phase amount to: millilitres; of a single slice square millimetres; where the size of a pixel
 * is not known, pixels, and never millimetres (X13, X14).
 */
export function structureMeasures(
  segmentation: Segmentation,
  grid: Pick<Grid, 'spacingMm' | 'slices'>,
  phase: number,
  task: TaskId,
  calibrated: boolean,
): StructureMeasure[] {
  const own = regionIds.filter((id) => regions[id].task === task)
  const { x, y, z } = grid.spacingMm
  const unit = !calibrated ? 'px' : grid.slices === 1 ? 'mm²' : 'ml'
  const perMl = { px: 1000 / (x * y * z), 'mm²': 1000 / z, ml: 1 }[unit]
  return own.map((id) => {
    const ml = volumeMl(segmentation, grid, id, phase)
    return {
      name: regions[id].name,
      value: ml === null ? null : ml * perMl,
      unit,
      digits: unit === 'ml' ? 1 : 0,
    }
  })
}
