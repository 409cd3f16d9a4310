import type { VolumeShape, VolumeSpacingMm } from '#shared/geometry/volumeShape'
import { squaredDistancesMm2 } from './distanceTransform'

/** Distances between two boundaries, mm (evaluation E0.2). */
export interface BoundaryDistances {
  /** The largest distance from either boundary to the other. */
  readonly hdMm: number
  /** The larger of the two directed 95th percentiles (linear between ranks). */
  readonly hd95Mm: number
  /** The mean over both boundaries together. */
  readonly assdMm: number
}

/**
 * Distances between the boundaries of two masks [slices, rows, columns]. A boundary is what an erosion takes away: the
 * voxels with an unset neighbour among six (four in a single slice; outside the volume counts as unset). Both masks
 * empty: 0. One empty: null, never a number.
 */
export function boundaryDistances(
  a: Uint8Array,
  b: Uint8Array,
  shape: VolumeShape,
  spacingMm: VolumeSpacingMm,
): BoundaryDistances | null {
  const box = boxAround([a, b], shape)
  if (!box) return { hdMm: 0, hd95Mm: 0, assdMm: 0 }
  const [edgeA, edgeB] = [boundaryIn(a, shape, box), boundaryIn(b, shape, box)]
  if (!edgeA.includes(1) || !edgeB.includes(1)) return null
  const fromA = distancesMm(edgeA, squaredDistancesMm2(edgeB, box.shape, spacingMm))
  const fromB = distancesMm(edgeB, squaredDistancesMm2(edgeA, box.shape, spacingMm))
  const sum = (distances: Float64Array) => distances.reduce((total, distance) => total + distance, 0)
  return {
    hdMm: Math.max(fromA.at(-1)!, fromB.at(-1)!),
    hd95Mm: Math.max(percentile(fromA, 0.95), percentile(fromB, 0.95)),
    assdMm: (sum(fromA) + sum(fromB)) / (fromA.length + fromB.length),
  }
}

interface Box {
  readonly first: VolumeShape
  readonly shape: VolumeShape
}

/** The smallest box that holds both masks: the distances between them do not look outside it. */
function boxAround(masks: readonly Uint8Array[], [slices, rows, columns]: VolumeShape): Box | null {
  let [z0, z1, y0, y1, x0, x1] = [slices, -1, rows, -1, columns, -1]
  for (let z = 0, i = 0; z < slices; z++) {
    for (let y = 0; y < rows; y++) {
      for (let x = 0; x < columns; x++, i++) {
        if (!masks[0]![i] && !masks[1]![i]) continue
        if (z < z0) z0 = z
        z1 = z
        if (y < y0) y0 = y
        if (y > y1) y1 = y
        if (x < x0) x0 = x
        if (x > x1) x1 = x
      }
    }
  }
  return z1 < 0 ? null : { first: [z0, y0, x0], shape: [z1 - z0 + 1, y1 - y0 + 1, x1 - x0 + 1] }
}

function boundaryIn(
  mask: Uint8Array,
  [slices, rows, columns]: VolumeShape,
  { first, shape }: Box,
): Uint8Array {
  const edge = new Uint8Array(shape[0] * shape[1] * shape[2])
  const set = (z: number, y: number, x: number) =>
    z >= 0 && y >= 0 && x >= 0 && z < slices && y < rows && x < columns && mask[(z * rows + y) * columns + x]
  let at = 0
  for (let z = first[0]; z < first[0] + shape[0]; z++) {
    for (let y = first[1]; y < first[1] + shape[1]; y++) {
      for (let x = first[2]; x < first[2] + shape[2]; x++, at++) {
        if (!set(z, y, x)) continue
        const within =
          set(z, y, x - 1) &&
          set(z, y, x + 1) &&
          set(z, y - 1, x) &&
          set(z, y + 1, x) &&
          (slices === 1 || (set(z - 1, y, x) && set(z + 1, y, x)))
        if (!within) edge[at] = 1
      }
    }
  }
  return edge
}

/** The distances at the voxels of an edge, smallest first. */
function distancesMm(edge: Uint8Array, squaredMm2: Float64Array): Float64Array {
  return squaredMm2
    .filter((_, i) => edge[i])
    .map(Math.sqrt)
    .sort()
}

function percentile(sorted: Float64Array, share: number): number {
  const rank = share * (sorted.length - 1)
  const below = Math.floor(rank)
  const value = sorted[below]!
  return value + (rank - below) * ((sorted[below + 1] ?? value) - value)
}
