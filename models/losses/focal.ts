import * as tf from '@tensorflow/tfjs'
import { allowed, evenShare, pixelCrossEntropy } from './crossEntropy'
import type { Comparison, LossOptions } from './loss'

/**
 * -α_t·(1 - p_t)^γ·log p_t, the mean over pixels, p_t the probability of the true answer (Lin et al., ICCV 2017, eq. 5;
 * networks.md B2). γ = 2; α = 0.25 for what is a structure, 1 - α for what is not. α = null: none.
 */
export function focal(
  comparison: Comparison,
  {
    gamma = 2,
    alpha = 0.25,
  }: Pick<LossOptions, 'gamma'> & { readonly alpha?: number | null | undefined } = {},
): tf.Scalar {
  const entropy = pixelCrossEntropy(comparison)
  const missing = tf.maximum(tf.sub(1, tf.exp(tf.neg(entropy))), 1e-7)
  const each = tf.mul(tf.pow(missing, gamma), entropy)
  const weighted = alpha === null ? each : tf.mul(each, balance(comparison, alpha))
  return tf.sum(tf.mul(weighted, evenShare(comparison)))
}

/** α where a structure is, 1 - α where none is. */
function balance(comparison: Comparison, alpha: number): tf.Tensor {
  if (comparison.activation !== 'softmax') return tf.add(tf.mul(comparison.truth, 2 * alpha - 1), 1 - alpha)
  const none = tf.slice(
    allowed(comparison),
    comparison.logits.shape.map(() => 0),
    [...comparison.logits.shape.slice(0, -1), 1],
  )
  return tf.add(tf.mul(none, 1 - 2 * alpha), alpha)
}
