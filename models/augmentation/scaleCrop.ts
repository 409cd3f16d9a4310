import { ignoredLabel } from '#shared/domain/structures'
import type { TransformOf } from '#shared/domain/augmentation'
import type { Random } from '#shared/domain/random'
import { greyStatistics, planesOf, type Sample } from './sample'
import { resampled } from './resampled'

/**
 * S1's scaling (networks.md D2): scaled by one of the factors, image linear and labels nearest; what is smaller than
 * before is filled up below and to the right with the mean grey, which the loss ignores (label 255); of what is larger a
 * random square is taken.
 */
export function scaleCrop(sample: Sample, { factors }: TransformOf<'scale-crop'>, random: Random): Sample {
  const { side } = sample
  const factor = factors[Math.floor(random() * factors.length)]!
  const size = Math.max(1, Math.round(side * factor))
  const room = Math.max(0, size - side)
  const left = Math.floor(random() * (room + 1))
  const top = Math.floor(random() * (room + 1))
  if (size === side) return sample
  const field = { u: new Float32Array(side * side), v: new Float32Array(side * side) }
  for (let y = 0, i = 0; y < side; y++)
    for (let x = 0; x < side; x++, i++) {
      field.u[i] = ((x + left + 0.5) * side) / size - 0.5
      field.v[i] = ((y + top + 0.5) * side) / size - 0.5
    }
  const scaled = resampled(sample, field, { order: 1, border: 'edge' })
  if (size > side) return scaled
  const { mean } = greyStatistics(sample.image)
  for (let plane = 0, i = 0; plane < planesOf(sample); plane++)
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++, i++) {
        if (x < size && y < size) continue
        scaled.image[i] = mean
        scaled.labels[i] = ignoredLabel
      }
  return scaled
}
