import type { Move } from './move'
import type { VolumeGrid } from './volumeGrid'

/** Datasets P5, along one axis: pads ⌊(N−n)/2⌋ before (below nought), or crops from ⌊(n−N)/2⌋. */
export const centredOffset = (count: number, side: number): number =>
  count < side ? 0 - Math.floor((side - count) / 2) : Math.floor((count - side) / 2)

/** The square of `side` pixels about the image centre, padded with 0 (P5); with `slices` also so many slices about the middle. */
export const centreCrop = (grid: VolumeGrid, side: number, slices: number | null): Move => ({
  kind: 'window',
  first: {
    slices: slices === null ? 0 : centredOffset(grid.slices, slices),
    rows: centredOffset(grid.rows, side),
    columns: centredOffset(grid.columns, side),
  },
  to: { slices: slices ?? grid.slices, rows: side, columns: side },
  beyond: 'nought',
})

/** The square of `side` pixels whose first pixel is given; where it reaches out of the image there is 0. */
export const cropAt = (grid: VolumeGrid, top: number, left: number, side: number): Move => ({
  kind: 'window',
  first: { slices: 0, rows: top, columns: left },
  to: { slices: grid.slices, rows: side, columns: side },
  beyond: 'nought',
})
