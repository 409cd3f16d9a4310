import * as tf from '@tensorflow/tfjs'
import { anyLabelled, pixelAxes, perMap } from './channels'
import type { Comparison } from './loss'

/**
 * Mean cross-entropy over the pixels of what was labelled; nought when nothing is. By sigmoids each structure is a
 * question of its own (networks.md B2 `bce`), by a softmax each pixel has one answer (`ce_caffe`, `ce_acdc3d`).
 */
export const crossEntropy = (comparison: Comparison): tf.Scalar =>
  weightedCrossEntropySum(comparison, evenShare(comparison))

/** Weights [n, 1… or …pixels, K or 1] of a mean over the pixels of what was labelled: they sum to one, or are nought. */
export function evenShare({ logits, activation, labelled, counted }: Comparison): tf.Tensor {
  const asked = activation === 'softmax' ? anyLabelled(labelled) : labelled
  const each = perMap(asked, logits)
  if (counted) {
    const weights = tf.mul(each, counted)
    return tf.div(weights, tf.maximum(tf.sum(weights), 1))
  }
  const pixels = pixelAxes(logits).reduce((product, axis) => product * logits.shape[axis]!, 1)
  return tf.div(each, tf.mul(tf.maximum(tf.sum(asked), 1), pixels))
}

/** Σ w·CE over pixels (and structures). Gradient: w·(p - y), exact where p is as good as nought or one. */
export function weightedCrossEntropySum(comparison: Comparison, weights: tf.Tensor): tf.Scalar {
  const { logits, activation } = comparison
  const wanted = activation === 'softmax' ? allowed(comparison) : comparison.truth
  const entropy = activation === 'softmax' ? softmaxEntropy : sigmoidEntropy
  const loss = tf.customGrad((z, save) => {
    const scores = z as tf.Tensor
    const remember = save as tf.GradSaveFunc
    remember([scores, wanted, weights])
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor => {
      const [savedScores, savedWanted, savedWeights] = saved as [tf.Tensor, tf.Tensor, tf.Tensor]
      return tf.mul(entropy.slope(savedScores, savedWanted), tf.mul(savedWeights, dy))
    }
    return { value: tf.sum(tf.mul(entropy.each(scores, wanted), weights)), gradFunc }
  })
  return loss(logits) as tf.Scalar
}

/** Cross-entropy of each pixel by itself, [n, …pixels, K or 1]: -log of the probability of the true answer. */
export function pixelCrossEntropy(comparison: Comparison): tf.Tensor {
  const { logits, activation } = comparison
  const wanted = activation === 'softmax' ? allowed(comparison) : comparison.truth
  const entropy = activation === 'softmax' ? softmaxEntropy : sigmoidEntropy
  const each = tf.customGrad((z, save) => {
    const scores = z as tf.Tensor
    const remember = save as tf.GradSaveFunc
    remember([scores, wanted])
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor => {
      const [savedScores, savedWanted] = saved as [tf.Tensor, tf.Tensor]
      return tf.mul(entropy.slope(savedScores, savedWanted), dy)
    }
    return { value: entropy.each(scores, wanted), gradFunc }
  })
  return each(logits)
}

/** What each pixel may be, [n, …pixels, K + 1], ones: its structure, or the background and all that was not labelled. */
export function allowed({ truth, labelled }: Comparison): tf.Tensor {
  const here = perMap(labelled, truth)
  const known = tf.mul(truth, here)
  const none = tf.relu(tf.sub(1, tf.sum(known, -1, true)))
  return tf.concat([none, tf.add(known, tf.mul(none, tf.sub(1, here)))], -1)
}

interface Entropy {
  readonly each: (scores: tf.Tensor, wanted: tf.Tensor) => tf.Tensor
  /** d each / d scores */
  readonly slope: (scores: tf.Tensor, wanted: tf.Tensor) => tf.Tensor
}

/** max(z, 0) - z·y + log(1 + e^-|z|) */
const sigmoidEntropy: Entropy = {
  each: (z, y) => tf.add(tf.sub(tf.relu(z), tf.mul(z, y)), tf.log1p(tf.exp(tf.neg(tf.abs(z))))),
  slope: (z, y) => tf.sub(tf.sigmoid(z), y),
}

/** log Σ e^z over all answers, less the same over those that are right. */
const softmaxEntropy: Entropy = {
  each: (z, wanted) => tf.sub(tf.logSumExp(z, -1, true), tf.logSumExp(only(z, wanted), -1, true)),
  slope: (z, wanted) => tf.sub(tf.softmax(z), tf.softmax(only(z, wanted))),
}

const far = 1e9
const only = (z: tf.Tensor, wanted: tf.Tensor): tf.Tensor => tf.add(z, tf.mul(tf.sub(wanted, 1), far))
