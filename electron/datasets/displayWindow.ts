import type { DisplayWindow } from '#shared/domain/study'

/** The 1st to 99th percentile of the values, as a window; used where the file brings none (X8). Width is never 0. */
export function percentileWindow(values: ArrayLike<number>): DisplayWindow {
  const step = Math.max(1, Math.floor(values.length / 50_000))
  const drawn = new Float64Array(Math.ceil(values.length / step))
  let count = 0
  for (let i = 0; i < values.length; i += step) if (Number.isFinite(values[i])) drawn[count++] = values[i]!
  if (count === 0) return { centre: 0.5, width: 1, origin: 'percentile' }
  const sample = drawn.subarray(0, count).sort()
  const at = (share: number): number => sample[Math.round(share * (sample.length - 1))]!
  const [low, high] = [at(0.01), at(0.99)]
  const width = high > low ? high - low : 1
  return { centre: low + width / 2, width, origin: 'percentile' }
}
