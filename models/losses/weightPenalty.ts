import * as tf from '@tensorflow/tfjs'

/** TensorFlow's λ·½Σw², Lasagne's λ·Σw², or Khened's program, which squares the halves once more (networks.md A0.9, Q17). */
export type PenaltyKind = 'half' | 'whole' | 'squared'

/** What filters cost by being large: added to a loss, or nought when there are none. */
export function weightPenalty(
  filters: readonly tf.Tensor[],
  lambda: number,
  kind: PenaltyKind = 'half',
): tf.Scalar {
  if (filters.length === 0 || lambda === 0) return tf.scalar(0)
  const squares = filters.map((filter) => tf.sum(tf.square(filter)))
  const each = {
    half: (square: tf.Tensor) => tf.mul(square, 0.5),
    whole: (square: tf.Tensor) => square,
    squared: (square: tf.Tensor) => tf.mul(tf.square(tf.mul(square, 0.5)), 0.5),
  }[kind]
  return tf.mul(tf.addN(squares.map(each)), lambda)
}
