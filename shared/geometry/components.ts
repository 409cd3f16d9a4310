import type { VolumeShape } from './volumeShape'

/** Neighbours that belong together: by faces (6 in 3-D, 4 in one slice) or by corners too (26 and 8). */
export type Connectivity = 6 | 26

export interface Components {
  /** For each voxel the number of its component, from 1; 0 outside. Numbers follow the first voxel in raster order. */
  readonly numbers: Int32Array
  /** Voxels of each component; the entry at 0 is 0. */
  readonly sizes: readonly number[]
}

/** The connected components of a mask [slices, rows, columns] (any value but 0 is inside). */
export function components(mask: Uint8Array, shape: VolumeShape, connectivity: Connectivity): Components {
  const [slices, rows, columns] = shape
  const numbers = new Int32Array(mask.length)
  const sizes = [0]
  const open: number[] = []
  const steps = stepsOf(connectivity)
  for (let seed = 0; seed < mask.length; seed++) {
    if (!mask[seed] || numbers[seed]) continue
    const number = sizes.length
    let size = 0
    numbers[seed] = number
    open.push(seed)
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      size++
      const x = at % columns
      const y = Math.floor(at / columns) % rows
      const z = Math.floor(at / (columns * rows))
      for (const [dz, dy, dx] of steps) {
        if (x + dx < 0 || x + dx >= columns || y + dy < 0 || y + dy >= rows || z + dz < 0 || z + dz >= slices)
          continue
        const next = at + (dz * rows + dy) * columns + dx
        if (!mask[next] || numbers[next]) continue
        numbers[next] = number
        open.push(next)
      }
    }
    sizes.push(size)
  }
  return { numbers, sizes }
}

function stepsOf(connectivity: Connectivity): VolumeShape[] {
  const steps: VolumeShape[] = []
  for (const dz of [-1, 0, 1])
    for (const dy of [-1, 0, 1])
      for (const dx of [-1, 0, 1]) {
        const far = Math.abs(dz) + Math.abs(dy) + Math.abs(dx)
        if (far > 0 && (connectivity === 26 || far === 1)) steps.push([dz, dy, dx])
      }
  return steps
}
