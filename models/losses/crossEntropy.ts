import * as tf from '@tensorflow/tfjs'
import type { Comparison } from './loss'

/**
 * Binary cross-entropy over the pixels of the labelled structures (networks.md B2 `bce`):
 * mean of max(z, 0) - z·y + log(1 + e^-|z|), z the logit, y the truth. Nought when nothing is labelled.
 * The gradient is σ(z) - y over the count, exact where the probability is as good as nought or one.
 */
export function crossEntropy({ logits, truth, labelled }: Comparison): tf.Scalar {
  const [n, height, width, classes] = logits.shape
  const share = tf.div(labelled, tf.mul(tf.maximum(tf.sum(labelled), 1), height * width))
  const weights = tf.reshape(share, [n, 1, 1, classes])
  const loss = tf.customGrad((z, save) => {
    const scores = z as tf.Tensor
    const remember = save as tf.GradSaveFunc
    remember([scores, truth, weights])
    const linear = tf.sub(tf.relu(scores), tf.mul(scores, truth))
    const each = tf.add(linear, tf.log1p(tf.exp(tf.neg(tf.abs(scores)))))
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor => {
      const [savedScores, savedTruth, savedWeights] = saved as [tf.Tensor, tf.Tensor, tf.Tensor]
      return tf.mul(tf.sub(tf.sigmoid(savedScores), savedTruth), tf.mul(savedWeights, dy))
    }
    return { value: tf.sum(tf.mul(each, weights)), gradFunc }
  })
  return loss(logits) as tf.Scalar
}
