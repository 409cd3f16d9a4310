import type { StepOf } from '#shared/domain/preparationStep'
import type { Move } from './move'
import type { VolumeGrid } from './volumeGrid'

/** P14: slices up to the next multiple; the odd one goes behind. */
export function padSlices(grid: VolumeGrid, { multiple, with: beyond }: StepOf<'pad-z'>): Move {
  const slices = Math.ceil(grid.slices / multiple) * multiple
  return {
    kind: 'window',
    first: { slices: 0 - Math.floor((slices - grid.slices) / 2), rows: 0, columns: 0 },
    to: { slices, rows: grid.rows, columns: grid.columns },
    beyond,
  }
}
