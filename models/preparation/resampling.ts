import type { StepOf } from '#shared/domain/preparationStep'
import { resampledCount } from './lineResampling'
import type { Move } from './move'
import type { VolumeGrid } from './volumeGrid'

type Resample = Extract<Move, { kind: 'resample' }>

/** P3: square pixels of a size in mm. */
export function resampleInPlane(grid: VolumeGrid, step: StepOf<'resample-in-plane'>): Resample {
  const { x, y } = grid.spacingMm
  const [across, down] = step.crossed ? [y, x] : [x, y]
  return {
    kind: 'resample',
    to: {
      slices: grid.slices,
      rows: resampledCount(grid.rows, down, step.spacingMm),
      columns: resampledCount(grid.columns, across, step.spacingMm),
    },
    image: step.image,
    labels: step.labels,
  }
}

/** P4: voxels of a size in mm. */
export function resample3d(grid: VolumeGrid, { spacingMm, image, labels }: StepOf<'resample-3d'>): Resample {
  const { x, y, z } = grid.spacingMm
  return {
    kind: 'resample',
    to: {
      slices: spacingMm.z === null ? grid.slices : resampledCount(grid.slices, z, spacingMm.z),
      rows: resampledCount(grid.rows, y, spacingMm.y),
      columns: resampledCount(grid.columns, x, spacingMm.x),
    },
    image,
    labels,
  }
}

/** P17: so many pixels a side, or by a factor. */
export function resize(grid: VolumeGrid, { to, image, labels }: StepOf<'resize'>): Resample {
  const count = (old: number): number => ('side' in to ? to.side : Math.max(1, Math.round(old * to.factor)))
  return {
    kind: 'resample',
    to: { slices: grid.slices, rows: count(grid.rows), columns: count(grid.columns) },
    image,
    labels,
  }
}
