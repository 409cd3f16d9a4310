import type * as tf from '@tensorflow/tfjs'
import type { Comparison } from './loss'
import { diceOf, negativeMean, regionSums, type RegionOptions } from './regionSums'

/**
 * Dice as published systems write it: its negative, so that a perfect answer is -1 (networks.md B1).
 *
 *     wdice_isensee   -mean over images and structures of (2I + s)/(A + B + s), s = 1e-5: `over: 'image'`
 *     dice_flat       -(2I + 1)/(A + B + 1) of everything: `together`, smooth 1
 *     dice_acdc2d     -mean over classes, background included, of 2I/(A + B + 1e-6) over the batch: above 0
 */
export function negativeDice(
  comparison: Comparison,
  options: RegionOptions & { readonly above: number; readonly below: number },
): tf.Scalar {
  const sums = regionSums(comparison, options)
  return negativeMean(diceOf(sums, options.above, options.below), sums, options)
}
