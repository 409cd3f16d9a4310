import type { TransformOf } from '#shared/domain/augmentation'
import { uniform, type Random } from '#shared/domain/random'
import { greyStatistics, type Sample } from './sample'

/** Contrast about the mean; values stay within the range that they had (networks.md D6). */
export function contrast(sample: Sample, { factor }: TransformOf<'contrast'>, random: Random): Sample {
  const times = uniform(random, ...factor)
  const { mean, least, most } = greyStatistics(sample.image)
  return {
    ...sample,
    image: sample.image.map((value) => Math.min(most, Math.max(least, mean + times * (value - mean)))),
  }
}
