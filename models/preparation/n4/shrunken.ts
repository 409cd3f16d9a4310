import type { VolumeGrid } from '../volumeGrid'

/** A thinned volume: its logarithm, its mask, and where its voxels lie on the axes of the whole one (z, y, x). */
export interface Shrunken {
  readonly log: Float32Array
  readonly mask: Float32Array
  readonly axes: readonly [readonly number[], readonly number[], readonly number[]]
}

/** Every `factor`-th voxel from the middle of the first block; slices are thinned only where four are left. */
export function shrunken(volume: Float32Array, mask: Uint8Array, grid: VolumeGrid, factor: number): Shrunken {
  const { slices, rows, columns } = grid
  const through = slices >= 4 * factor ? factor : 1
  const axes = [thinned(slices, through), thinned(rows, factor), thinned(columns, factor)] as const
  const count = axes[0].length * axes[1].length * axes[2].length
  const [log, small] = [new Float32Array(count), new Float32Array(count)]
  let at = 0
  for (const z of axes[0])
    for (const y of axes[1])
      for (const x of axes[2]) {
        const place = (z * rows + y) * columns + x
        if (mask[place]) {
          log[at] = Math.log(volume[place]!)
          small[at] = 1
        }
        at++
      }
  return { log, mask: small, axes }
}

function thinned(count: number, factor: number): number[] {
  const step = Math.max(1, Math.min(factor, Math.floor(count / 8)))
  const first = Math.floor((step - 1) / 2)
  return Array.from({ length: Math.ceil((count - first) / step) }, (_, i) => first + i * step)
}

/** 1 where a voxel is above nought, and under `otsu` above the threshold that parts dark from bright best (Otsu 1979). */
export function positiveMask(volume: Float32Array, kind: 'positive' | 'otsu'): Uint8Array {
  const threshold = kind === 'otsu' ? otsu(volume) : 0
  return Uint8Array.from(volume, (value) => (value > 0 && value > threshold ? 1 : 0))
}

function otsu(volume: Float32Array): number {
  let high = 0
  for (const value of volume) if (value > high) high = value
  const counts = new Float64Array(200)
  for (const value of volume) if (value > 0) counts[Math.min(199, Math.floor((200 * value) / high))]!++
  const all = counts.reduce((sum, count) => sum + count, 0)
  const whole = counts.reduce((sum, count, bin) => sum + count * bin, 0)
  let [best, threshold, below, lower] = [-1, 0, 0, 0]
  counts.forEach((count, bin) => {
    below += count
    lower += count * bin
    if (below === 0 || below === all) return
    const between = below * (all - below) * (lower / below - (whole - lower) / (all - below)) ** 2
    if (between > best) [best, threshold] = [between, ((bin + 1) * high) / 200]
  })
  return threshold
}
