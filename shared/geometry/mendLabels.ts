import { isStructure } from '#shared/domain/structures'
import { components } from './components'
import type { VolumeShape, VolumeSpacingMm } from './volumeShape'

/** Pieces below this are islands, mm² (features E-A9). */
export const islandMm2 = 20
/** The least wall between cavity and background, mm (features E-A1). */
export const leastWallMm = 1

/** A piece of one structure on one slice that stands apart from its largest piece. */
export interface Island {
  readonly slice: number
  readonly label: number
  readonly areaMm2: number
  /** Indices of its pixels in the volume. */
  readonly pixels: readonly number[]
}

/**
 * Pieces (8-connected, slice by slice) beside the largest one: of the `single` label all of them, of the other labels
 * those below 20 mm². A thin wall in several large pieces stays as it is (features E-A2).
 */
export function islands(
  labels: Uint8Array,
  [slices, rows, columns]: VolumeShape,
  { x, y }: VolumeSpacingMm,
  single: number,
): Island[] {
  const plane = rows * columns
  const found: Island[] = []
  for (let slice = 0; slice < slices; slice++) {
    const here = labels.subarray(slice * plane, (slice + 1) * plane)
    for (const label of new Set(here)) {
      if (!isStructure(label)) continue
      const { numbers, sizes } = components(
        here.map((value) => (value === label ? 1 : 0)),
        [1, rows, columns],
        26,
      )
      const largest = sizes.indexOf(Math.max(...sizes))
      for (let number = 1; number < sizes.length; number++) {
        const areaMm2 = sizes[number]! * x * y
        if (number === largest || (label !== single && areaMm2 >= islandMm2)) continue
        const pixels: number[] = []
        numbers.forEach((at, i) => at === number && pixels.push(slice * plane + i))
        found.push({ slice, label, areaMm2, pixels })
      }
    }
  }
  return found
}

/** The labels without those islands: each takes the label that most of its neighbours have. */
export function withoutIslands(
  labels: Uint8Array,
  shape: VolumeShape,
  found: readonly Island[],
): Uint8Array<ArrayBuffer> {
  const out = labels.slice()
  for (const { pixels, label } of found) {
    const around = new Uint32Array(256)
    for (const at of pixels)
      for (const next of inPlaneNeighbours(at, shape)) if (labels[next] !== label) around[labels[next]!]!++
    const commonest = around.indexOf(Math.max(...around))
    for (const at of pixels) out[at] = commonest
  }
  return out
}

/** The in-plane neighbours of a voxel that lie on the grid. */
export function inPlaneNeighbours(at: number, [, rows, columns]: VolumeShape): number[] {
  const x = at % columns
  const y = Math.floor(at / columns) % rows
  const next: number[] = []
  if (x > 0) next.push(at - 1)
  if (x < columns - 1) next.push(at + 1)
  if (y > 0) next.push(at - columns)
  if (y < rows - 1) next.push(at + columns)
  return next
}

/** Background within 1 mm of the cavity, and at least its 4-neighbours, becomes wall; only on slices that have a wall. */
export function withClosedWall(
  labels: Uint8Array,
  shape: VolumeShape,
  { x: dx, y: dy }: VolumeSpacingMm,
  { cavity, wall }: { readonly cavity: number; readonly wall: number },
): Uint8Array<ArrayBuffer> {
  const [slices, rows, columns] = shape
  const plane = rows * columns
  const out = labels.slice()
  const reach = { x: Math.max(1, Math.floor(leastWallMm / dx)), y: Math.max(1, Math.floor(leastWallMm / dy)) }
  for (let slice = 0; slice < slices; slice++) {
    const from = slice * plane
    if (!labels.subarray(from, from + plane).includes(wall)) continue
    for (let i = 0; i < plane; i++) {
      if (labels[from + i] !== cavity) continue
      const [px, py] = [i % columns, Math.floor(i / columns)]
      for (let y = Math.max(0, py - reach.y); y <= Math.min(rows - 1, py + reach.y); y++)
        for (let x = Math.max(0, px - reach.x); x <= Math.min(columns - 1, px + reach.x); x++) {
          const isNeighbour = Math.abs(x - px) + Math.abs(y - py) === 1
          const isNear = Math.hypot((x - px) * dx, (y - py) * dy) <= leastWallMm
          const at = from + y * columns + x
          if (out[at] === 0 && (isNeighbour || isNear)) out[at] = wall
        }
    }
  }
  return out
}
