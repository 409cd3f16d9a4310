import * as tf from '@tensorflow/tfjs'
import type { Comparison } from './loss'

export interface DiceOptions {
  /** Added above and below: keeps empty structures defined. */
  readonly smooth?: number
  /** Sums over each image by itself, or over the whole batch. */
  readonly over?: 'image' | 'batch'
}

/**
 * One minus the soft Dice coefficient, D = (2·Σ p·y + s) / (Σ p + Σ y + s), by structure, then the mean over the
 * structures that were labelled (of each image, or anywhere in the batch). Nought when nothing is labelled.
 *
 * Source  networks.md B1: `wdice_isensee` over images (there without the one), nnU-Net's over the batch; s = 1e-5
 */
export function softDice(comparison: Comparison, options: DiceOptions = {}): tf.Scalar {
  const { smooth = 1e-5, over = 'batch' } = options
  const { truth, labelled } = comparison
  const probability = tf.sigmoid(comparison.logits)
  const masked = (sums: tf.Tensor): tf.Tensor => tf.mul(sums, labelled)
  const overlap = masked(tf.sum(tf.mul(probability, truth), [1, 2]))
  const sizes = masked(tf.add(tf.sum(probability, [1, 2]), tf.sum(truth, [1, 2])))
  const pooled = (sums: tf.Tensor): tf.Tensor => (over === 'batch' ? tf.sum(sums, 0) : sums)
  const counted = over === 'batch' ? tf.max(labelled, 0) : labelled
  const dice = tf.div(tf.add(tf.mul(pooled(overlap), 2), smooth), tf.add(pooled(sizes), smooth))
  const missing = tf.mul(tf.sub(1, dice), counted)
  return tf.div(tf.sum(missing), tf.maximum(tf.sum(counted), 1))
}
