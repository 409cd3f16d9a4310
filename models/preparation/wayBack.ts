import { axisTaps, composedTaps, linearTaps, nearestTaps, type AxisTaps } from './axisTaps'
import { gridAfter, type Move } from './move'
import type { VolumeGrid } from './volumeGrid'

/** For each voxel of the source, the voxels of the prepared volume that it is made of, axis by axis. */
export interface WayBack {
  readonly slices: AxisTaps
  /** Of each source row: prepared rows, or prepared columns where `swapped`. */
  readonly rows: AxisTaps
  readonly columns: AxisTaps
  readonly swapped: boolean
}

/** The inverse of some moves, done one after the other, from the source to the prepared volume; `nearest` never mixes. */
export function wayBack(source: VolumeGrid, moves: readonly Move[], nearest: boolean): WayBack {
  const resampled = nearest ? nearestTaps : linearTaps
  let grid = source
  let way: WayBack = {
    slices: same(source.slices),
    rows: same(source.rows),
    columns: same(source.columns),
    swapped: false,
  }
  for (const move of moves) {
    const to = gridAfter(grid, move)
    const back = {
      slices: axisBack('slices', move, grid, to, resampled),
      rows: axisBack('rows', move, grid, to, resampled),
      columns: axisBack('columns', move, grid, to, resampled),
    }
    const [down, across] = way.swapped ? [back.columns, back.rows] : [back.rows, back.columns]
    way = {
      slices: composed(way.slices, back.slices),
      rows: composed(way.rows, down),
      columns: composed(way.columns, across),
      swapped: way.swapped !== (move.kind === 'swap'),
    }
    grid = to
  }
  return way
}

const same = (count: number): AxisTaps => axisTaps(count, (i) => [[i, 1]])
const composed = (outer: AxisTaps, inner: AxisTaps | null): AxisTaps =>
  inner === null ? outer : composedTaps(outer, inner)

/** One axis of one move, back; null: it stays as it is. A swap is told apart, by `swapped`. */
function axisBack(
  axis: 'slices' | 'rows' | 'columns',
  move: Move,
  from: VolumeGrid,
  to: VolumeGrid,
  resampled: (from: number, to: number) => AxisTaps,
): AxisTaps | null {
  switch (move.kind) {
    case 'turn':
      return axis === 'slices' ? null : axisTaps(from[axis], (i) => [[from[axis] - 1 - i, 1]])
    case 'swap':
      return null
    case 'resample':
      return from[axis] === to[axis] ? null : resampled(to[axis], from[axis])
    case 'window':
      return axisTaps(from[axis], (i) => {
        const at = i - move.first[axis]
        return at >= 0 && at < to[axis] ? [[at, 1]] : []
      })
    case 'pick':
      if (axis !== 'slices') return null
      return axisTaps(from.slices, (i) => (move.slices.includes(i) ? [[move.slices.indexOf(i), 1]] : []))
  }
}
