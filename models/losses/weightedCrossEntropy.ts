import * as tf from '@tensorflow/tfjs'
import { pixelAxes } from './channels'
import { allowed, evenShare, weightedCrossEntropySum } from './crossEntropy'
import type { Comparison, LossOptions } from './loss'

/**
 * Σ w·CE / Σ w over the pixels, w the weight of a pixel's class (networks.md B2 `weighted_ce`): given, or by the classes'
 * pixels n in the batch, `inverse` P/(C·n), `median` the median of all n over n. A class that is not there weighs nothing.
 * Sigmoids: each structure and what it is not are two classes.
 */
export function weightedCrossEntropy(
  comparison: Comparison,
  { weights = 'inverse' }: LossOptions = {},
): tf.Scalar {
  const map = tf.tidy(() => tf.mul(classWeights(comparison, weights), evenShare(comparison)))
  const total = tf.sum(map)
  return weightedCrossEntropySum(comparison, tf.div(map, tf.add(total, tf.sub(1, tf.sign(total)))))
}

/** [n, …pixels, K or 1]: the weight of each pixel's class. */
function classWeights(comparison: Comparison, weights: NonNullable<LossOptions['weights']>): tf.Tensor {
  const { activation, truth } = comparison
  const axes = [0, ...pixelAxes(truth)]
  if (activation === 'softmax') {
    const classes = allowed(comparison)
    return tf.sum(tf.mul(classes, numbersOf(weights, tf.sum(classes, axes))), -1, true)
  }
  const inside = tf.sum(truth, axes)
  const outside = tf.sum(tf.sub(1, truth), axes)
  if (typeof weights !== 'string') {
    const each = tf.tensor1d([...weights])
    return tf.add(tf.mul(truth, tf.sub(each, 1)), 1)
  }
  const [of, against] = tf.split(numbersOf(weights, tf.stack([inside, outside])), 2) as [tf.Tensor, tf.Tensor]
  return tf.add(tf.mul(truth, of), tf.mul(tf.sub(1, truth), against))
}

/** Weights of classes that have `counts` pixels, along the first axis of two or the only one. */
function numbersOf(weights: NonNullable<LossOptions['weights']>, counts: tf.Tensor): tf.Tensor {
  if (typeof weights !== 'string') return tf.tensor1d([...weights])
  const present = tf.sign(counts)
  const inverse = tf.div(present, tf.maximum(counts, 1))
  const scale = weights === 'inverse' ? tf.div(tf.sum(counts, 0), counts.shape[0]!) : medianOf(counts)
  return tf.mul(inverse, scale)
}

/** The lower median along the first axis. */
function medianOf(counts: tf.Tensor): tf.Tensor {
  const last = tf.transpose(counts)
  const { values } = tf.topk(tf.neg(last), Math.ceil(counts.shape[0]! / 2))
  return tf.neg(tf.min(values, -1))
}
