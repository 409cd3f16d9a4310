import type * as tf from '@tensorflow/tfjs'

/** What a loss compares; K structures, each with a channel of its own. */
export interface Comparison {
  /** [n, height, width, K], before the sigmoid. */
  readonly logits: tf.Tensor4D
  /** [n, height, width, K], nought or one. */
  readonly truth: tf.Tensor4D
  /** [n, K], one where the structure was labelled in the image. What was not labelled contributes nothing (X24). */
  readonly labelled: tf.Tensor2D
}

/** A number to be made small. */
export type Loss = (comparison: Comparison) => tf.Scalar
