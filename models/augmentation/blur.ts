import type { TransformOf } from '#shared/domain/augmentation'
import { uniform, type Random } from '#shared/domain/random'
import { gaussianFiltered } from './gaussianFilter'
import { eachPlane, type Sample } from './sample'

/** A Gaussian blur in plane, σ drawn in pixels. */
export function blur(sample: Sample, { sigmaPx }: TransformOf<'blur'>, random: Random): Sample {
  const sigma = uniform(random, ...sigmaPx)
  return eachPlane(sample, (plane, out) => out.set(gaussianFiltered(plane, sample.side, sigma, 'edge')))
}
