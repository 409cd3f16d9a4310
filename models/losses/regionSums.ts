import * as tf from '@tensorflow/tfjs'
import { channels, pixelAxes } from './channels'
import type { Comparison } from './loss'

/** How a loss over regions adds up. */
export interface RegionOptions {
  /** Sums over each image by itself, or over the whole batch. */
  readonly over?: 'image' | 'batch'
  /** Is the background a region too? */
  readonly background?: boolean
  /** Are all regions added up as if they were one? */
  readonly together?: boolean
  /** What a region counts that is nowhere in the truth: nothing, as found perfectly, or as the formula says. */
  readonly empty?: 'skip' | 'one' | 'smooth'
  /** Weight of each region in the mean, background first where it counts. Left out: all alike. */
  readonly weights?: readonly number[] | undefined
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
  const weighted =
    weights && !together ? tf.mul(among, tf.tensor2d([...weights], [1, weights.length])) : among
  const total = tf.sum(weighted)
  return tf.div(tf.sum(tf.mul(scored, weighted)), tf.where(tf.greater(total, 0), total, tf.onesLike(total)))
}
