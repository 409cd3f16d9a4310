import { gridAfter, type Move } from './move'
import { resampleImage } from './resampleImage'
import { resampleLabels } from './resampleLabels'
import { voxelCount, type VolumeGrid } from './volumeGrid'

/** An image on the grid that a move leads to. */
export function moveImage(image: Float32Array, grid: VolumeGrid, move: Move): Float32Array<ArrayBuffer> {
  const to = gridAfter(grid, move)
  return move.kind === 'resample'
    ? resampleImage(image, grid, to, move.image)
    : rearranged(image, new Float32Array(voxelCount(to)), grid, to, move)
}

/** Labels on the same grid. */
export function moveLabels(labels: Uint8Array, grid: VolumeGrid, move: Move): Uint8Array<ArrayBuffer> {
  const to = gridAfter(grid, move)
  return move.kind === 'resample'
    ? resampleLabels(labels, grid, to, move.labels)
    : rearranged(labels, new Uint8Array(voxelCount(to)), grid, to, move)
}

/** Voxels set down in other places, none of them changed; `out` is nought where none comes to lie. */
function rearranged<V extends Float32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>>(
  voxels: Float32Array | Uint8Array,
  out: V,
  from: VolumeGrid,
  to: VolumeGrid,
  move: Exclude<Move, { kind: 'resample' }>,
): V {
  const plane = from.rows * from.columns
  switch (move.kind) {
    case 'turn':
      for (let z = 0; z < from.slices; z++)
        out.set(voxels.slice(z * plane, (z + 1) * plane).reverse(), z * plane)
      return out
    case 'swap':
      for (let z = 0, at = 0; z < to.slices; z++)
        for (let y = 0; y < to.rows; y++)
          for (let x = 0; x < to.columns; x++, at++) out[at] = voxels[z * plane + x * from.columns + y]!
      return out
    case 'pick':
      move.slices.forEach((slice, z) =>
        out.set(voxels.subarray(slice * plane, (slice + 1) * plane), z * plane),
      )
      return out
    case 'window':
      return windowed(voxels, out, from, to, move)
  }
}

function windowed<V extends Float32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>>(
  voxels: Float32Array | Uint8Array,
  out: V,
  from: VolumeGrid,
  to: VolumeGrid,
  { first, beyond }: Extract<Move, { kind: 'window' }>,
): V {
  const inside = (at: number, count: number): number | null => {
    if (at >= 0 && at < count) return at
    return beyond === 'nought' ? null : Math.min(count - 1, Math.max(0, at))
  }
  const x0 = Math.max(0, -first.columns)
  const x1 = Math.min(to.columns, from.columns - first.columns)
  for (let z = 0; z < to.slices; z++) {
    const slice = inside(z + first.slices, from.slices)
    if (slice === null) continue
    for (let y = 0; y < to.rows; y++) {
      const row = inside(y + first.rows, from.rows)
      if (row === null) continue
      const source = (slice * from.rows + row) * from.columns
      const target = (z * to.rows + y) * to.columns
      if (x1 > x0)
        out.set(voxels.subarray(source + x0 + first.columns, source + x1 + first.columns), target + x0)
      if (beyond === 'nought') continue
      for (let x = 0; x < to.columns; x++)
        if (x < x0 || x >= x1) out[target + x] = voxels[source + inside(x + first.columns, from.columns)!]!
    }
  }
  return out
}
