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

/** What losses can be asked for; each has its own defaults for what is left out, and ignores what is not its own. */
export interface LossOptions {
  /** Added above and below a quotient of sums over regions. */
  readonly smooth?: number | undefined
  /** Sums over each image by itself, or over the whole batch. */
  readonly over?: 'image' | 'batch' | undefined
  /** Is the background a region too? */
  readonly background?: boolean | undefined
  /** What a region counts that is nowhere in the truth: nothing, as found perfectly, or as the formula says. */
  readonly empty?: 'skip' | 'one' | 'smooth' | undefined
  /** Weight of each class, background first under a softmax; or by how rare it is in the batch. */
  readonly weights?: readonly number[] | 'inverse' | 'median' | undefined
  /** Focal: weight of what is a structure. Tversky: of false positives. */
  readonly alpha?: number | undefined
  /** Tversky: weight of false negatives. */
  readonly beta?: number | undefined
  /** Focal: power of what is missing. */
  readonly gamma?: number | undefined
  /** Top-k: share of the pixels that count, 0 to 1. Boundary: weight of Dice. */
  readonly share?: number | undefined
  /** Sums: weight of the cross-entropy, and of Dice. */
  readonly entropyWeight?: number | undefined
  readonly diceWeight?: number | undefined
  /** Where a published program does other than it should (networks.md, Q18). */
  readonly quirks?: 'faithful' | 'corrected' | undefined
}
