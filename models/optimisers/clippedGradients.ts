import * as tf from '@tensorflow/tfjs'

/**
 * Gradients shortened together so that their common norm is at most `most` (Pascanu, Mikolov & Bengio, ICML 2013,
 * algorithm 1); nnU-Net's is 12.
 */
export function clippedGradients(gradients: tf.NamedTensorMap, most: number): tf.NamedTensorMap {
  const squares = Object.values(gradients).map((gradient) => tf.sum(tf.square(gradient)))
  const norm = tf.sqrt(tf.addN(squares))
  const scale = tf.div(most, tf.maximum(norm, most))
  return Object.fromEntries(
    Object.entries(gradients).map(([name, gradient]) => [name, tf.mul(gradient, scale)]),
  )
}
