import * as tf from '@tensorflow/tfjs'
import { channels } from './channels'
import { perMap } from './channels'
import type { Comparison, LossOptions } from './loss'
import { softDice } from './softDice'

/**
 * a·Dice + (1 - a)·mean over pixels of φ·p, φ the signed distance to the true border, negative inside, pixels; nought for
 * a structure that is not there (Kervadec et al., MIDL 2019, eq. 5; networks.md B2). `maps` holds φ of each structure,
 * a is `share`.
 */
export function boundary(comparison: Comparison, options: LossOptions = {}): tf.Scalar {
  const { share = 0.5 } = options
  const dice = softDice(comparison, { ...options, smooth: options.smooth ?? 1e-5 })
  const { probability, counted } = channels(comparison, false)
  if (!comparison.maps) return dice
  const labelled = perMap(counted, probability)
  const each = tf.mul(tf.mul(probability, comparison.maps), labelled)
  const pixels = tf.mul(tf.sum(labelled), probability.size / counted.size)
  const mean = tf.div(tf.sum(each), tf.maximum(pixels, 1))
  return tf.add(tf.mul(dice, share), tf.mul(mean, 1 - share))
}
