import * as tf from '@tensorflow/tfjs'
import { evenShare, pixelCrossEntropy } from './crossEntropy'
import type { Comparison } from './loss'

/** Keras clips probabilities to [1e-7, 1 - 1e-7], and has no slope beyond; Caffe only floors the logarithm's argument. */
export type Clip = 'keras' | 'caffe'
const least = { keras: -Math.log(1 - 1e-7), caffe: 0 } as const
const most = { keras: -Math.log(1e-7), caffe: -Math.log(1.2e-38) } as const

/** Mean cross-entropy of clipped probabilities (networks.md B1 `cce`, `ce_caffe`). */
export function clippedCrossEntropy(comparison: Comparison, clip: Clip): tf.Scalar {
  const each = tf.clipByValue(pixelCrossEntropy(comparison), least[clip], most[clip])
  return tf.sum(tf.mul(each, evenShare(comparison)))
}

/** Caffe with `normalize: false`: summed over the pixels, divided by the images only (Q29b). */
export function summedCrossEntropy(comparison: Comparison): tf.Scalar {
  const pixels = comparison.logits.shape.slice(1, -1).reduce((product, side) => product * side, 1)
  return tf.mul(clippedCrossEntropy(comparison, 'caffe'), pixels)
}
