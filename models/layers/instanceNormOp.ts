import * as tf from '@tensorflow/tfjs'

export interface InstanceNormOptions {
  readonly epsilon: number
  /** What epsilon is added to: keras-contrib adds it to the deviation, PyTorch to the variance (networks.md A0.4). */
  readonly on: 'variance' | 'deviation'
  /** Slope below nought of the leaky ReLU that follows; 1 = none. */
  readonly alpha: number
}

/**
 * Instance norm without scale and shift, then leaky ReLU: every map of every image to mean 0 and deviation 1 over its
 * pixels. x: [n, h, w, c] or [n, d, h, w, c]. Engines with a kernel of this name do it, and its gradient, as one.
 *
 * Source  Ulyanov, Vedaldi & Lempitsky, arXiv 1607.08022, eq. 7
 */
export function instanceNorm(x: tf.Tensor, options: InstanceNormOptions): tf.Tensor {
  return tf.getKernel('InstanceNorm', tf.getBackend()) ? fused(x, options) : composed(x, options)
}

function fused(x: tf.Tensor, options: InstanceNormOptions): tf.Tensor {
  const attributes = { ...options }
  const norm = tf.customGrad((input, save) => {
    const maps = input as tf.Tensor
    const remember = save as tf.GradSaveFunc
    const [y, mean, rate] = tf.engine().runKernel('InstanceNorm', { x: maps }, attributes) as [
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
    ]
    remember([maps, mean, rate])
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor => {
      const [savedX, savedMean, savedRate] = saved as [tf.Tensor, tf.Tensor, tf.Tensor]
      const inputs = { dy, x: savedX, mean: savedMean, rate: savedRate }
      return tf.engine().runKernel('InstanceNormGrad', inputs, attributes)
    }
    return { value: y, gradFunc }
  })
  return norm(x)
}

/** A variance of nought has no gradient: the root of a smaller one is taken as if it were this. */
const leastVariance = 1e-12

function composed(x: tf.Tensor, { epsilon, on, alpha }: InstanceNormOptions): tf.Tensor {
  return tf.tidy(() => {
    const axes = x.shape.slice(1, -1).map((_, axis) => axis + 1)
    const centred = tf.sub(x, tf.mean(x, axes, true))
    const variance = tf.mean(tf.square(centred), axes, true)
    const spread =
      on === 'variance'
        ? tf.sqrt(tf.add(variance, epsilon))
        : tf.add(tf.sqrt(tf.maximum(variance, leastVariance)), epsilon)
    const normal = tf.div(centred, spread)
    return alpha === 1 ? normal : tf.leakyRelu(normal, alpha)
  })
}
