import type { DenseCrfOptions } from '#shared/domain/denseCrf'
import { SeptumError } from '#shared/errors/SeptumError'
import type { VolumeShape } from '#shared/geometry/volumeShape'
import { greyLevels } from './greyLevels'
import { leastProbability, meanField } from './meanField'

/** What a network says of each pixel: [slices, rows, columns, channels], and what the channels mean. */
export interface PixelProbabilities {
  readonly values: Float32Array
  /** Label value of each channel. */
  readonly labels: readonly number[]
  /** Under a softmax the background has what the channels lack to one; else what the likeliest lacks. */
  readonly softmax: boolean
}

/** What is done between two steps of long work: tell how far it is, let others have their turn, or throw to end it. */
export type Pulse = (done: number, total: number) => Promise<void>

/**
 * Labels [slices, rows, columns] of a network's probabilities after a dense CRF in each slice (datasets F9). `image` on the
 * same grid, in any unit. A slice in which no structure reaches a probability of 10⁻⁵ is background. Throws
 * CRF_NEEDS_PROBABILITIES when every value is 0 or 1.
 */
export async function denseCrf(
  image: Float32Array,
  { values, labels, softmax }: PixelProbabilities,
  [slices, rows, columns]: VolumeShape,
  options: DenseCrfOptions,
  pulse: Pulse = () => Promise.resolve(),
): Promise<Uint8Array<ArrayBuffer>> {
  if (values.every((value) => value === 0 || value === 1) && values.includes(1))
    throw new SeptumError('CRF_NEEDS_PROBABILITIES', {})
  const size = rows * columns
  const out = new Uint8Array(slices * size)
  for (let slice = 0; slice < slices; slice++) {
    await pulse(slice, slices)
    const given = values.subarray(slice * size * labels.length, (slice + 1) * size * labels.length)
    if (!given.some((value) => value > leastProbability)) continue
    const grey = greyLevels(image.subarray(slice * size, (slice + 1) * size))
    const planes = classPlanes(given, labels.length, softmax)
    const likely = await meanField(planes, grey, rows, columns, options, () => pulse(slice, slices))
    for (let i = 0; i < size; i++) {
      let best = labels.length // the background, unless a structure is as likely
      for (let k = labels.length - 1; k >= 0; k--) if (likely[k]![i]! >= likely[best]![i]!) best = k
      out[slice * size + i] = labels[best] ?? 0
    }
  }
  return out
}

/** One plane a channel, and last the background's; in each pixel they sum to one. */
function classPlanes(values: Float32Array, channels: number, softmax: boolean): Float32Array[] {
  const size = values.length / channels
  const planes = Array.from({ length: channels + 1 }, () => new Float32Array(size))
  for (let i = 0; i < size; i++) {
    let [sum, most] = [0, 0]
    for (let k = 0; k < channels; k++) {
      const value = values[i * channels + k]!
      sum += value
      most = Math.max(most, value)
    }
    const background = Math.max(0, 1 - (softmax ? sum : most))
    const scale = 1 / (sum + background)
    for (let k = 0; k < channels; k++) planes[k]![i] = values[i * channels + k]! * scale
    planes[channels]![i] = background * scale
  }
  return planes
}
