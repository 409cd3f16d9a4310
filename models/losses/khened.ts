import * as tf from '@tensorflow/tfjs'
import { channels, pixelAxes } from './channels'
import { weightedCrossEntropySum } from './crossEntropy'
import { evenShare } from './crossEntropy'
import type { Comparison, LossOptions } from './loss'
import { diceOf, regionSums } from './regionSums'

/**
 * Khened's: Dice over the batch, weighted by class, plus cross-entropy weighted by pixel (networks.md B1 `khened`; its L2
 * is `weightPenalty`). `maps` is the pixels' weight map (`khenedMap`); without it all pixels weigh one.
 */
export function khened(comparison: Comparison, options: LossOptions = {}): tf.Scalar {
  const { entropyWeight = 1, diceWeight = 1 } = options
  const share = evenShare(comparison)
  const weights = comparison.maps ? tf.mul(share, comparison.maps) : share
  const entropy = weightedCrossEntropySum(comparison, weights)
  return tf.add(tf.mul(khenedDice(comparison, options), diceWeight), tf.mul(entropy, entropyWeight))
}

/**
 * 1 - Σ w·D / Σ w over all classes, D = (2I + 1e-5)/(A + B + 1e-5), w = mean over images of P/(n + 0.001) + 1, n the
 * class's pixels in the image. As published a class that is absent rules it all (Q18); corrected, an image without the
 * class adds nothing to its weight, and a class that the whole batch lacks weighs nothing.
 */
export function khenedDice(comparison: Comparison, { quirks = 'corrected' }: LossOptions = {}): tf.Scalar {
  const sums = regionSums(comparison, { background: true, over: 'batch' })
  const weights = tf.mul(
    tf.tidy(() => khenedWeights(comparison, quirks)),
    sums.counted,
  )
  const total = tf.sum(weights)
  const missing = tf.sum(tf.mul(weights, tf.sub(1, diceOf(sums, 1e-5))))
  return tf.div(missing, tf.add(total, tf.sub(1, tf.sign(total))))
}

/** w of each class, background first, [1, C]. */
export function khenedWeights(comparison: Comparison, quirks: 'faithful' | 'corrected'): tf.Tensor {
  const { truth } = channels(comparison, true)
  const pixels = truth.shape.slice(1, -1).reduce((product, side) => product * side, 1)
  const counts = tf.sum(truth, pixelAxes(truth))
  const each = tf.add(tf.div(pixels, tf.add(counts, 0.001)), 1)
  if (quirks === 'faithful') return tf.mean(each, 0, true)
  const present = tf.sign(counts)
  return tf.div(tf.sum(tf.mul(each, present), 0, true), tf.maximum(tf.sum(present, 0, true), 1))
}
