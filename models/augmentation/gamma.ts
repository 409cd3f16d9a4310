import type { TransformOf } from '#shared/domain/augmentation'
import { uniform, type Random } from '#shared/domain/random'
import { greyStatistics, type Sample } from './sample'

/** x^γ on the image scaled to 0..1, or on its negative (networks.md D5, D6); mean and SD are kept where it is asked. */
export function gamma(
  sample: Sample,
  { gamma: range, inverted, keepStatistics }: TransformOf<'gamma'>,
  random: Random,
): Sample {
  const power = uniform(random, ...range)
  const before = greyStatistics(sample.image)
  const span = before.most - before.least
  if (!(span > 0)) return sample
  const image = sample.image.map((value) => {
    const share = (value - before.least) / span
    return before.least + span * (inverted ? 1 - (1 - share) ** power : share ** power)
  })
  if (keepStatistics) {
    const after = greyStatistics(image)
    const scale = after.sd > 0 ? before.sd / after.sd : 1
    for (let i = 0; i < image.length; i++) image[i] = before.mean + scale * (image[i]! - after.mean)
  }
  return { ...sample, image }
}
