import * as tf from '@tensorflow/tfjs'
import type { Comparison, LossOptions } from './loss'
import { meanOverRegions, regionSums } from './regionSums'

/**
 * 1 - T, T = (TP + s)/(TP + α·FP + β·FN + s), by region, to the power 1/γ, then the mean: with γ = 1 Tversky's
 * (Salehi et al., MLMI 2017, eq. 4), with γ = 4/3 the focal one (Abraham & Khan, ISBI 2019, eq. 4). α = 0.3, β = 0.7,
 * s = 1 (networks.md B2); α = β = ½ is Dice with 2s.
 */
export function tversky(comparison: Comparison, options: LossOptions = {}): tf.Scalar {
  const { smooth = 1, alpha = 0.3, beta = 0.7, gamma = 1 } = options
  const sums = regionSums(comparison, options)
  const falsePositives = tf.mul(tf.sub(sums.answer, sums.overlap), alpha)
  const falseNegatives = tf.mul(tf.sub(sums.truth, sums.overlap), beta)
  const above = tf.add(sums.overlap, smooth)
  const below = tf.add(tf.add(above, falsePositives), falseNegatives)
  const missing = tf.sub(1, tf.div(above, below))
  // a root has no slope at nought
  const powered = gamma === 1 ? missing : tf.pow(tf.maximum(missing, 1e-7), 1 / gamma)
  return meanOverRegions(powered, sums, options)
}
