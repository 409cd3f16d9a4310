import type { VolumeShape } from '#shared/geometry/volumeShape'

const side = 24

/** Three slices (at a quarter, the middle and three quarters) as 24 × 24 means each, scaled to 0..255 together, as hex. */
export function signature(volume: Float32Array, [slices, rows, columns]: VolumeShape): string {
  const means: number[] = []
  for (const share of [0.25, 0.5, 0.75]) {
    const slice = Math.min(slices - 1, Math.floor(slices * share))
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++) {
        const [y0, x0] = [Math.floor((y * rows) / side), Math.floor((x * columns) / side)]
        const y1 = Math.max(y0 + 1, Math.floor(((y + 1) * rows) / side))
        const x1 = Math.max(x0 + 1, Math.floor(((x + 1) * columns) / side))
        let sum = 0
        for (let i = y0; i < y1; i++)
          for (let j = x0; j < x1; j++) sum += volume[(slice * rows + i) * columns + j] ?? 0
        means.push(sum / ((y1 - y0) * (x1 - x0)))
      }
  }
  const [low, high] = [Math.min(...means), Math.max(...means)]
  const byte = (mean: number) => (high > low ? Math.round((255 * (mean - low)) / (high - low)) : 0)
  return Buffer.from(means.map(byte)).toString('hex')
}
