import * as tf from '@tensorflow/tfjs'
import type { Comparison } from './loss'

/** Probabilities and truth of the structures (and of the background), side by side. */
export interface Channels {
  /** [n, …pixels, C]; nought where a pixel is ignored. */
  readonly probability: tf.Tensor
  /** [n, …pixels, C]; nought where a pixel is ignored. */
  readonly truth: tf.Tensor
  /** [n, C], one where the channel was labelled. */
  readonly counted: tf.Tensor2D
}

/** Axes of the pixels of [n, …pixels, C]. */
export const pixelAxes = (x: tf.Tensor): number[] => x.shape.slice(1, -1).map((_, axis) => axis + 1)

/** [n, C] as [n, 1…, C], to be multiplied with maps of `like`'s rank. */
export const perMap = (perImage: tf.Tensor, like: tf.Tensor): tf.Tensor =>
  tf.reshape(perImage, [perImage.shape[0]!, ...pixelAxes(like).map(() => 1), perImage.shape[1]!])

/** [n, 1], one where anything was labelled in the image. */
export const anyLabelled = (labelled: tf.Tensor2D): tf.Tensor2D => tf.max(labelled, 1, true)

/**
 * The channels that a loss over regions compares. With `background` one more goes first: a softmax's own, with the
 * probabilities of what was not labelled; of sigmoids the chance that there is none, Π (1 - p).
 */
export function channels(comparison: Comparison, background: boolean): Channels {
  const { logits, activation = 'sigmoid', labelled, counted: pixels } = comparison
  const here = perMap(labelled, logits)
  const truth = tf.mul(comparison.truth, here)
  const structures = structuresOf(logits, activation)
  const seen = (x: tf.Tensor): tf.Tensor => (pixels ? tf.mul(x, pixels) : x)
  if (!background) return { probability: seen(structures), truth: seen(truth), counted: labelled }
  const none =
    activation === 'softmax'
      ? tf.sub(1, tf.sum(tf.mul(structures, here), -1, true))
      : tf.exp(tf.neg(tf.sum(tf.mul(tf.softplus(logits), here), -1, true))) // log (1 - p) = -softplus(z)
  return {
    probability: seen(tf.concat([none, structures], -1)),
    truth: seen(tf.concat([tf.relu(tf.sub(1, tf.sum(truth, -1, true))), truth], -1)),
    counted: tf.concat2d([anyLabelled(labelled), labelled], 1),
  }
}

function structuresOf(logits: tf.Tensor, activation: 'sigmoid' | 'softmax'): tf.Tensor {
  if (activation === 'sigmoid') return tf.sigmoid(logits)
  const last = logits.rank - 1
  const begin = logits.shape.map((_, axis) => (axis === last ? 1 : 0))
  return tf.slice(
    tf.softmax(logits),
    begin,
    logits.shape.map((size, axis) => size - begin[axis]!),
  )
}
