import * as tf from '@tensorflow/tfjs'
import type { Comparison, LossOptions } from './loss'
import { regionSums } from './regionSums'

/**
 * 1 - 2·Σ w·I / Σ w·(A + B) over the regions, w = 1/A², nought for a region that is nowhere in the truth
 * (Sudre et al., DLMIA 2017, eq. 1; networks.md B2). Where no region is there at all it is nought.
 */
export function generalisedDice(comparison: Comparison, options: LossOptions = {}): tf.Scalar {
  const { overlap, truth, answer, counted } = regionSums(comparison, options)
  const size = tf.maximum(truth, 1)
  const weights = tf.div(tf.mul(counted, tf.sign(truth)), tf.mul(size, size))
  const below = tf.sum(tf.mul(weights, tf.add(truth, answer)))
  const some = tf.sign(below)
  const above = tf.mul(tf.sum(tf.mul(weights, overlap)), 2)
  return tf.mul(some, tf.sub(1, tf.div(above, tf.add(below, tf.sub(1, some)))))
}
