import type { TransformOf } from '#shared/domain/augmentation'
import { gaussian, type Random } from '#shared/domain/random'
import { planesOf, type Sample } from './sample'

/**
 * Slices of a volume that breathing moved (networks.md D5): each plane with this share by whole pixels drawn from
 * N(0, sdPx²) along x and y, image and labels alike; nought comes in.
 */
export function motion(sample: Sample, { share, sdPx }: TransformOf<'motion'>, random: Random): Sample {
  const { side } = sample
  const out = { image: sample.image.slice(), labels: sample.labels.slice() }
  for (let plane = 0; plane < planesOf(sample); plane++) {
    const moves = random() < share
    const [dx, dy] = [Math.round(sdPx * gaussian(random)), Math.round(sdPx * gaussian(random))]
    if (!moves) continue
    const first = plane * side * side
    for (let y = 0, i = first; y < side; y++)
      for (let x = 0; x < side; x++, i++) {
        const [u, v] = [x - dx, y - dy]
        const inside = u >= 0 && v >= 0 && u < side && v < side
        out.image[i] = inside ? sample.image[first + v * side + u]! : 0
        out.labels[i] = inside ? sample.labels[first + v * side + u]! : 0
      }
  }
  return { ...sample, ...out }
}
