import type { TransformOf } from '#shared/domain/augmentation'
import { uniform, type Random } from '#shared/domain/random'
import { normalStream } from './normalStream'
import type { Sample } from './sample'

/** Gaussian noise with a variance drawn from the range. */
export function noise(sample: Sample, { variance }: TransformOf<'noise'>, random: Random): Sample {
  const sd = Math.sqrt(uniform(random, ...variance))
  const draw = normalStream(random)
  return { ...sample, image: sample.image.map((value) => value + sd * draw()) }
}
