import * as tf from '@tensorflow/tfjs'
import type { Comparison, LossOptions } from './loss'
import { meanOverRegions, regionSums, unionOf } from './regionSums'

/** 1 - mean (I + s)/(A + B - I + s), s = 1 (networks.md B2 `soft_jaccard`). */
export function softJaccard(comparison: Comparison, options: LossOptions = {}): tf.Scalar {
  const { smooth = 1 } = options
  const sums = regionSums(comparison, options)
  const jaccard = tf.div(tf.add(sums.overlap, smooth), tf.add(unionOf(sums), smooth))
  return meanOverRegions(tf.sub(1, jaccard), sums, options)
}
