import type { StepOf } from '#shared/domain/preparationStep'
import { centreCrop, cropAt } from './centreCrop'
import { gridAfter, type Move } from './move'
import type { VolumeGrid } from './volumeGrid'

/**
 * P12: the square about the heart that was found, its corner not before the image's. A large heart, or an image of 512
 * pixels and more, is cut twice as wide and made as small. No heart: the image centre.
 */
export function roiCrop(grid: VolumeGrid, { side, found }: StepOf<'roi-detect'>): Move[] {
  if (found === null) throw new Error('the region of interest was not looked for before it is cropped')
  if (found === 'nowhere') return [centreCrop(grid, side, null)]
  const radius = Math.max(found.radiusRows, found.radiusColumns)
  const wide = 1.05 * radius > side / 2 || Math.max(grid.rows, grid.columns) >= 4 * side
  const cut = wide ? 2 * side : side
  const first = (centre: number) => Math.max(0, Math.round(centre) - cut / 2)
  const crop = cropAt(grid, Math.floor(first(found.row)), Math.floor(first(found.column)), cut)
  if (!wide) return [crop]
  const to = { ...gridAfter(grid, crop), rows: side, columns: side }
  const { slices, rows, columns } = to
  return [crop, { kind: 'resample', to: { slices, rows, columns }, image: 'linear', labels: 'one-hot' }]
}
