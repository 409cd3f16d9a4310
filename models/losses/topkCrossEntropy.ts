import * as tf from '@tensorflow/tfjs'
import { evenShare, pixelCrossEntropy } from './crossEntropy'
import type { Comparison, LossOptions } from './loss'

const halvings = 30

/**
 * The mean of the largest tenth (`share`) of the pixels' cross-entropies (networks.md B2 `topk_ce`). The least that
 * counts is found by halving, which every engine does the same; ties about it all count.
 */
export function topkCrossEntropy(comparison: Comparison, { share = 0.1 }: LossOptions = {}): tf.Scalar {
  const weights = evenShare(comparison)
  const losses = pixelCrossEntropy(comparison)
  const counting = tf.mul(tf.onesLike(losses), weights)
  const least = tf.tidy(() => thresholdOf(losses, counting, share))
  const chosen = tf.mul(tf.cast(tf.greaterEqual(losses, least), 'float32'), weights)
  const total = tf.sum(chosen)
  return tf.div(tf.sum(tf.mul(losses, chosen)), tf.add(total, tf.sub(1, tf.sign(total))))
}

/** The value above which `share` of the weights lie. */
function thresholdOf(losses: tf.Tensor, weights: tf.Tensor, share: number): tf.Scalar {
  let low: tf.Tensor = tf.scalar(0)
  let high: tf.Tensor = tf.max(tf.mul(losses, tf.sign(weights)))
  for (let n = 0; n < halvings; n++) {
    const middle = tf.div(tf.add(low, high), 2)
    const above = tf.sum(tf.mul(tf.cast(tf.greaterEqual(losses, middle), 'float32'), weights))
    const enough = tf.cast(tf.greaterEqual(above, share), 'float32')
    low = tf.add(tf.mul(middle, enough), tf.mul(low, tf.sub(1, enough)))
    high = tf.add(tf.mul(high, enough), tf.mul(middle, tf.sub(1, enough)))
  }
  return low as tf.Scalar
}
