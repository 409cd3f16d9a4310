import * as tf from '@tensorflow/tfjs'
import { onlyInput } from './onlyInput'

/** Caffe's values in AlexNet: n channels are summed, α is divided by n. */
const n = 5
const alpha = 1e-4
const beta = 0.75
const k = 1

/**
 * Local response normalisation across channels: y_c = x_c / (k + α/n · Σ x²)^β, the sum over the n channels about c.
 * The sum is a 1×1 convolution with a band of ones, so that every engine has its gradient.
 *
 * Source  Krizhevsky, Sutskever & Hinton, NIPS 2012, section 3.3; networks.md A0.4
 */
export class LocalResponseNorm extends tf.layers.Layer {
  static readonly className = 'LocalResponseNorm'

  constructor({ name }: { name: string }) {
    super({ name })
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = onlyInput(inputs, this.name)
    return tf.tidy(() => localResponseNorm(x as tf.Tensor4D))
  }
}
tf.serialization.registerClass(LocalResponseNorm)

export function localResponseNorm(x: tf.Tensor4D): tf.Tensor4D {
  const sums = tf.conv2d(tf.square(x), band(x.shape[3]), 1, 'valid')
  const spread = tf.log(tf.add(tf.mul(sums, alpha / n), k))
  return tf.mul(x, tf.exp(tf.mul(spread, -beta)))
}

/** [1, 1, channels, channels], one where two channels are at most (n - 1) / 2 apart. */
function band(channels: number): tf.Tensor4D {
  const reach = (n - 1) / 2
  const values = new Float32Array(channels * channels)
  for (let from = 0; from < channels; from++)
    for (let to = Math.max(0, from - reach); to <= Math.min(channels - 1, from + reach); to++)
      values[from * channels + to] = 1
  return tf.tensor4d(values, [1, 1, channels, channels])
}
