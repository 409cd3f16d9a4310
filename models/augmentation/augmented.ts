import { Transform, type AugmentationChoice } from '#shared/domain/augmentation'
import { mixedSeed, seededRandom, type Random } from '#shared/domain/random'
import { affine } from './affine'
import { blur } from './blur'
import { brightness } from './brightness'
import { bSpline } from './bSpline'
import { contrast } from './contrast'
import { elastic } from './elastic'
import { everyday } from './everyday'
import { gamma } from './gamma'
import { lowResolution } from './lowResolution'
import { mirror } from './mirror'
import { motion } from './motion'
import { noise } from './noise'
import { augmentationSteps } from './presets'
import type { Sample } from './sample'
import { scaleCrop } from './scaleCrop'

/** What an experiment says of augmentation, as steps in their order. */
export function stepsOf(choice: AugmentationChoice): readonly Transform[] {
  if (choice === null) return []
  if (typeof choice === 'string') return augmentationSteps[choice].map((step) => Transform.parse(step))
  return 'probability' in choice ? [{ op: 'everyday', ...choice }] : choice
}

/** Which sample is augmented, and when; epochs count from 1. */
export interface Draw {
  readonly seed: number
  readonly epoch: number
  readonly sample: number
}

/**
 * One training sample, changed at random by steps in their order. The same seed, epoch and sample give the same result,
 * in any process; each step has a stream of its own, so that what stands behind it does not change it. The given sample
 * stays as it was.
 */
export function augmented(sample: Sample, steps: readonly Transform[], draw: Draw): Sample {
  const seed = mixedSeed(draw.seed, 0xa6, draw.epoch, draw.sample)
  // The first stream is that of the short form, from before there were lists of steps.
  return steps.reduce(
    (now, step, index) => applied(now, step, draw, index === 0 ? seed : mixedSeed(seed, index)),
    sample,
  )
}

function applied(sample: Sample, step: Transform, draw: Draw, seed: number): Sample {
  const [first, last] = step.epochs ?? [1, null]
  if (draw.epoch < first || (last !== null && draw.epoch > last)) return sample
  const random = seededRandom(seed)
  if (step.op === 'everyday') return everyday(sample, step, random) // tosses its coin itself
  if (random() >= step.probability) return sample
  if (step.op !== 'sometimes') return changed(sample, step, random)
  return step.transforms.reduce(
    (now, inner, index) => applied(now, inner, draw, mixedSeed(seed, 0x50, index)),
    sample,
  )
}

function changed(
  sample: Sample,
  step: Exclude<Transform, { op: 'everyday' | 'sometimes' }>,
  random: Random,
): Sample {
  switch (step.op) {
    case 'affine':
      return affine(sample, step, random)
    case 'mirror':
      return mirror(sample, step, random)
    case 'elastic':
      return elastic(sample, step, random)
    case 'b-spline':
      return bSpline(sample, step, random)
    case 'scale-crop':
      return scaleCrop(sample, step, random)
    case 'motion':
      return motion(sample, step, random)
    case 'gamma':
      return gamma(sample, step, random)
    case 'noise':
      return noise(sample, step, random)
    case 'blur':
      return blur(sample, step, random)
    case 'brightness':
      return brightness(sample, step, random)
    case 'contrast':
      return contrast(sample, step, random)
    case 'low-resolution':
      return lowResolution(sample, step, random)
  }
}
