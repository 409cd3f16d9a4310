import * as tf from '@tensorflow/tfjs'
import type { Comparison } from './loss'
import { diceOf, meanOverRegions, regionSums, type RegionOptions } from './regionSums'

export interface DiceOptions extends RegionOptions {
  /** Added above and below: keeps empty structures defined. */
  readonly smooth?: number | undefined
}

/**
 * One minus the soft Dice coefficient, D = (2·Σ p·y + s) / (Σ p + Σ y + s), by structure, then the mean over the
 * structures that were labelled (of each image, or anywhere in the batch). Nought when nothing is labelled.
 *
 * Source  networks.md B1: `wdice_isensee` over images (there without the one), nnU-Net's over the batch; s = 1e-5
 */
export function softDice(comparison: Comparison, options: DiceOptions = {}): tf.Scalar {
  const { smooth = 1e-5 } = options
  const sums = regionSums(comparison, options)
  return meanOverRegions(tf.sub(1, diceOf(sums, smooth)), sums, options)
}
