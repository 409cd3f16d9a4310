import * as tf from '@tensorflow/tfjs'
import { crossEntropy } from './crossEntropy'
import type { Comparison, LossOptions } from './loss'
import { negativeMean, regionSums } from './regionSums'

/**
 * nnU-Net's: CE - mean over the structures of (2I + 1e-5)/max(A + B + 1e-5, 1e-8), sums over the batch or each image
 * (networks.md B1).
 */
export function nnunet(comparison: Comparison, options: LossOptions = {}): tf.Scalar {
  const sums = regionSums(comparison, options)
  const above = tf.add(tf.mul(sums.overlap, 2), 1e-5)
  const below = tf.maximum(tf.add(tf.add(sums.truth, sums.answer), 1e-5), 1e-8)
  return tf.add(crossEntropy(comparison), negativeMean(tf.div(above, below), sums, options))
}
