import type { TransformOf } from '#shared/domain/augmentation'
import { uniform, type Random } from '#shared/domain/random'
import type { Sample } from './sample'

/** All values times a factor. */
export function brightness(sample: Sample, { factor }: TransformOf<'brightness'>, random: Random): Sample {
  const times = uniform(random, ...factor)
  return { ...sample, image: sample.image.map((value) => times * value) }
}
