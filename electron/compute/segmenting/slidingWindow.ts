/** Slices, rows and columns. */
export type Size3 = readonly [number, number, number]

/**
 * First pixels of windows of `window` pixels that cover `count` of them, each overlapping the next by half or more, evenly
 * spread; one window where it covers all, or sticks out at the far end.
 *
 * Source  Isensee et al., nnU-Net, Nature Methods 2021: sliding window, half a patch from one to the next
 */
export function windowStarts(count: number, window: number): number[] {
  if (count <= window) return [0]
  const steps = Math.ceil((count - window) / (window / 2))
  return Array.from({ length: steps + 1 }, (_, i) => Math.round((i * (count - window)) / steps))
}

/** Weights along one axis of a window: a Gaussian about its centre, σ an eighth of it, 1 at the centre. */
export function windowWeights(window: number): Float64Array {
  const [centre, sigma] = [(window - 1) / 2, window / 8]
  return Float64Array.from({ length: window }, (_, i) =>
    Math.max(1e-3, Math.exp(-((i - centre) ** 2) / (2 * sigma * sigma))),
  )
}

/** The window of a volume that begins at `from`; what sticks out beyond the volume is nought. */
export function cutWindow<V extends Float32Array | Uint8Array>(
  volume: V,
  size: Size3,
  from: Size3,
  out: V,
  window: Size3,
): V {
  const [, rows, columns] = size
  const width = Math.min(window[2], columns - from[2])
  for (let z = 0; z < Math.min(window[0], size[0] - from[0]); z++)
    for (let y = 0; y < Math.min(window[1], rows - from[1]); y++) {
      const line = ((z + from[0]) * rows + y + from[1]) * columns + from[2]
      out.set(volume.subarray(line, line + width), (z * window[1] + y) * window[2])
    }
  return out
}

/**
 * Probabilities [slices, rows, columns, channels] of a volume, from those of windows of one size. Where windows overlap,
 * the mean is taken, weighed by how near each pixel lies to its window's centre.
 */
export function slidingProbabilities(
  volume: Float32Array,
  size: Size3,
  window: Size3,
  channels: number,
  predict: (window: Float32Array) => Float32Array,
): Float32Array {
  const [zs, ys, xs] = size.map((count, axis) => windowStarts(count, window[axis]!)) as [
    number[],
    number[],
    number[],
  ]
  const alone = zs.length * ys.length * xs.length === 1
  const weights = window.map((sides) => (alone ? new Float64Array(sides).fill(1) : windowWeights(sides)))
  const sums = new Float32Array(volume.length * channels)
  const total = new Float32Array(volume.length)
  for (const z of zs)
    for (const y of ys)
      for (const x of xs) {
        const cut = cutWindow(
          volume,
          size,
          [z, y, x],
          new Float32Array(window[0] * window[1] * window[2]),
          window,
        )
        addWindow(predict(cut), [z, y, x])
      }
  for (let i = 0; i < total.length; i++)
    for (let k = 0; k < channels; k++) sums[i * channels + k]! /= total[i]!
  return sums

  function addWindow(answer: Float32Array, [z0, y0, x0]: Size3): void {
    for (let z = 0; z < Math.min(window[0], size[0] - z0); z++)
      for (let y = 0; y < Math.min(window[1], size[1] - y0); y++)
        for (let x = 0; x < Math.min(window[2], size[2] - x0); x++) {
          const weight = weights[0]![z]! * weights[1]![y]! * weights[2]![x]!
          const from = ((z * window[1] + y) * window[2] + x) * channels
          const to = ((z + z0) * size[1] + y + y0) * size[2] + x + x0
          total[to]! += weight
          for (let k = 0; k < channels; k++) sums[to * channels + k]! += weight * answer[from + k]!
        }
  }
}
