import type * as tf from '@tensorflow/tfjs'

/** What turns a network's logits into probabilities. */
export type OutputKind = 'sigmoid' | 'softmax'

/** What a loss compares; K structures, in an image or a volume. */
export interface Comparison {
  /** [n, …pixels, K] before a sigmoid; [n, …pixels, K + 1] before a softmax, background first. */
  readonly logits: tf.Tensor
  /** Left out: sigmoid, each structure by itself. */
  readonly activation?: OutputKind
  /** [n, …pixels, K], nought or one; background is where no structure is. */
  readonly truth: tf.Tensor
  /**
   * [n, K], one where the structure was labelled in the image. What was not labelled contributes nothing (X24): under a
   * softmax its probability counts as background's.
   */
  readonly labelled: tf.Tensor2D
  /** [n, …pixels, 1], nought where a pixel is to be ignored (label 255 of S1 and S4). Left out: none is. */
  readonly counted?: tf.Tensor
  /** What `LossEntry.maps` drew from the truth, [n, …pixels, M]. */
  readonly maps?: tf.Tensor
}

/** A number to be made small. */
export type Loss = (comparison: Comparison) => tf.Scalar
