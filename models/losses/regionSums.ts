import * as tf from '@tensorflow/tfjs'
import { channels, pixelAxes } from './channels'
import type { Comparison, LossOptions } from './loss'

/** How a loss over regions adds up. */
export interface RegionOptions extends Pick<LossOptions, 'over' | 'background' | 'empty' | 'weights'> {
  /** Are all regions added up as if they were one? */
  readonly together?: boolean
}

/** Sums of networks.md B, each [n or 1, C or 1]. */
export interface RegionSums {
  /** I = Σ p·y */
  readonly overlap: tf.Tensor
  /** A = Σ y */
  readonly truth: tf.Tensor
  /** B = Σ p */
  readonly answer: tf.Tensor
  /** One where the region counts. */
  readonly counted: tf.Tensor
}

/** I, A and B of each region that was labelled. */
export function regionSums(comparison: Comparison, options: RegionOptions = {}): RegionSums {
  const { over = 'batch', background = false, together = false } = options
  const { probability, truth, counted } = channels(comparison, background)
  const axes = pixelAxes(probability)
  const pooled = (x: tf.Tensor): tf.Tensor => {
    const labelled = tf.mul(tf.sum(x, axes), counted)
    const images = over === 'batch' ? tf.sum(labelled, 0, true) : labelled
    return together ? tf.sum(images, 1, true) : images
  }
  const some = over === 'batch' ? tf.max(counted, 0, true) : counted
  return {
    overlap: pooled(tf.mul(probability, truth)),
    truth: pooled(truth),
    answer: pooled(probability),
    counted: together ? tf.max(some, 1, true) : some,
  }
}

/** The mean of a number for each region over the regions that count; nought when none does. */
export function meanOverRegions(
  values: tf.Tensor,
  { truth, counted }: RegionSums,
  { empty = 'smooth', weights, together = false }: RegionOptions = {},
): tf.Scalar {
  const present = tf.sign(truth)
  const scored = empty === 'one' ? tf.mul(values, present) : values
  const among = empty === 'skip' ? tf.mul(counted, present) : counted
  const listed = typeof weights === 'string' || together ? undefined : weights
  const weighted = listed ? tf.mul(among, tf.tensor2d([...listed], [1, listed.length])) : among
  const total = tf.sum(weighted)
  return tf.div(tf.sum(tf.mul(scored, weighted)), tf.where(tf.greater(total, 0), total, tf.onesLike(total)))
}

/** The mean of a score that is best at one, negative: what `empty: 'one'` found perfectly is -1. */
export function negativeMean(scores: tf.Tensor, sums: RegionSums, options: RegionOptions = {}): tf.Scalar {
  const missing = meanOverRegions(tf.sub(1, scores), sums, options)
  const whole = options.empty === 'one' ? { ...options, empty: 'smooth' as const } : options
  return tf.sub(missing, meanOverRegions(tf.onesLike(scores), sums, whole))
}

/** (2·I + s) / (A + B + t), by region. */
export function diceOf({ overlap, truth, answer }: RegionSums, above: number, below = above): tf.Tensor {
  return tf.div(tf.add(tf.mul(overlap, 2), above), tf.add(tf.add(answer, truth), below))
}

/** A + B - I, by region. */
export const unionOf = ({ overlap, truth, answer }: RegionSums): tf.Tensor =>
  tf.sub(tf.add(truth, answer), overlap)
