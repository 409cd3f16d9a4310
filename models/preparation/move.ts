import type { VolumeGrid } from './volumeGrid'

/** Voxels along the three axes. */
export interface VolumeSize {
  readonly slices: number
  readonly rows: number
  readonly columns: number
}

export type ImageSampling = 'linear' | 'cubic' | 'nearest'
export type LabelSampling = 'one-hot' | 'nearest' | 'truncated'

/**
 * One change of a volume's grid. Every geometry step comes down to one of these: images and masks go the same way, and
 * predictions the way back. Plain JSON, so that a record of it can be kept.
 */
export type Move =
  /** By 180° in plane (P1). */
  | { readonly kind: 'turn' }
  /** Rows become columns (P2). */
  | { readonly kind: 'swap' }
  /** Another number of voxels over the same field of view (P3, P4, P17). */
  | {
      readonly kind: 'resample'
      readonly to: VolumeSize
      readonly image: ImageSampling
      readonly labels: LabelSampling
    }
  /** A box cut out, or laid around (P5, P12, P14): `first` is its first voxel, below nought where it reaches out. */
  | {
      readonly kind: 'window'
      readonly first: VolumeSize
      readonly to: VolumeSize
      readonly beyond: 'nought' | 'edge'
    }
  /** Some of the slices, by number from 0 (P13, S3). */
  | { readonly kind: 'pick'; readonly slices: readonly number[] }

/** The grid after a move. A resampled grid has its true spacing, n·spacing/n'. */
export function gridAfter(grid: VolumeGrid, move: Move): VolumeGrid {
  const { x, y, z } = grid.spacingMm
  switch (move.kind) {
    case 'turn':
      return grid
    case 'swap':
      return { slices: grid.slices, rows: grid.columns, columns: grid.rows, spacingMm: { x: y, y: x, z } }
    case 'resample':
      return {
        ...move.to,
        spacingMm: {
          x: (grid.columns * x) / move.to.columns,
          y: (grid.rows * y) / move.to.rows,
          z: (grid.slices * z) / move.to.slices,
        },
      }
    case 'window':
      return { ...move.to, spacingMm: grid.spacingMm }
    case 'pick':
      return { ...grid, slices: move.slices.length }
  }
}
