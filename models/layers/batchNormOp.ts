import * as tf from '@tensorflow/tfjs'

export interface BatchNormOptions {
  /** Added to the variance. */
  readonly epsilon: number
  /** What follows the shift. */
  readonly activation: 'linear' | 'elu'
}

/**
 * Normalised maps, and the moments of the batch, [c]; the variance is that of the population. The moments are kept: the
 * caller disposes them.
 */
export interface BatchNormResult {
  readonly y: tf.Tensor
  readonly mean: tf.Tensor1D
  readonly variance: tf.Tensor1D
}

/**
 * Batch norm with a shift and no scale in training, then the activation: f((x - μ) / √(v + ε) + β), μ and v over images
 * and pixels. x: [n, h, w, c] or [n, d, h, w, c], beta: [c]. The moments carry no gradient of their own. An engine with
 * the kernels BatchNorm (x, beta: y, mean, 1/√(v + ε)) and BatchNormGrad (dy, x, y, mean, rate: dx, dbeta) does each
 * as one.
 *
 * Source  Ioffe & Szegedy, ICML 2015, algorithm 1; the gradient of section 3 without γ
 */
export function batchNorm(x: tf.Tensor, beta: tf.Tensor, options: BatchNormOptions): BatchNormResult {
  const { epsilon } = options
  const moments: tf.Tensor1D[] = []
  const norm = tf.customGrad((...args) => {
    const [maps, shift, save] = args as unknown as [tf.Tensor, tf.Tensor1D, tf.GradSaveFunc]
    const { y, mean, rate } = forward(maps, shift, options)
    moments.push(tf.keep(mean), tf.keep(rate))
    save([maps, y, shift, mean, rate])
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] => {
      const [savedMaps, savedY, savedShift, savedMean, savedRate] = saved as [
        tf.Tensor,
        tf.Tensor,
        tf.Tensor1D,
        tf.Tensor1D,
        tf.Tensor1D,
      ]
      return backward(dy, savedMaps, savedY, savedShift, savedMean, savedRate, options)
    }
    return { value: y, gradFunc }
  })
  const y = norm(x, beta)
  const [mean, rate] = moments as [tf.Tensor1D, tf.Tensor1D]
  const variance = tf.keep(tf.sub(tf.reciprocal(tf.square(rate)), epsilon) as tf.Tensor1D)
  rate.dispose()
  return { y, mean, variance }
}

/**
 * The same with moments that are given: at inference, or frozen in training. At inference an engine with the kernel
 * ChannelAffine (x, factor, shift: y) does it as one.
 */
export function batchNormOfMoments(
  x: tf.Tensor,
  beta: tf.Tensor,
  mean: tf.Tensor,
  variance: tf.Tensor,
  { epsilon, activation }: BatchNormOptions,
  training: boolean,
): tf.Tensor {
  const rate = tf.rsqrt(tf.add(variance, epsilon))
  const shift = tf.sub(beta, tf.mul(mean, rate))
  // the kernel has no gradient: a norm that is frozen in training is spelled out
  if (!training && hasKernel('ChannelAffine'))
    return tf.engine().runKernel('ChannelAffine', { x, factor: rate, shift }, { activation })
  const y = tf.add(tf.mul(x, rate), shift)
  return activation === 'elu' ? tf.elu(y) : y
}

interface Forward {
  readonly y: tf.Tensor
  readonly mean: tf.Tensor1D
  readonly rate: tf.Tensor1D
}

const hasKernel = (name: string): boolean => tf.getKernel(name, tf.getBackend()) !== undefined
const allButChannels = (x: tf.Tensor): number[] => x.shape.slice(0, -1).map((_, axis) => axis)

function forward(x: tf.Tensor, beta: tf.Tensor1D, options: BatchNormOptions): Forward {
  const { epsilon, activation } = options
  if (hasKernel('BatchNorm')) {
    const results = tf.engine().runKernel('BatchNorm', { x, beta }, { ...options }) as tf.Tensor[]
    const [y, mean, rate] = results as [tf.Tensor, tf.Tensor1D, tf.Tensor1D]
    return { y, mean, rate }
  }
  const axes = allButChannels(x)
  const mean = tf.mean(x, axes) as tf.Tensor1D
  const centred = tf.sub(x, mean)
  const rate = tf.rsqrt(tf.add(tf.mean(tf.square(centred), axes), epsilon)) as tf.Tensor1D
  const y = tf.add(tf.mul(centred, rate), beta)
  return { y: activation === 'elu' ? tf.elu(y) : y, mean, rate }
}

function backward(
  dy: tf.Tensor,
  x: tf.Tensor,
  y: tf.Tensor,
  beta: tf.Tensor1D,
  mean: tf.Tensor1D,
  rate: tf.Tensor1D,
  options: BatchNormOptions,
): tf.Tensor[] {
  if (hasKernel('BatchNormGrad'))
    return tf.engine().runKernel('BatchNormGrad', { dy, x, y, mean, rate }, { ...options }) as tf.Tensor[]
  const axes = allButChannels(x)
  const normal = tf.mul(tf.sub(x, mean), rate)
  const before = tf.add(normal, beta)
  const slope = tf.exp(tf.minimum(before, 0)) // 1 above nought
  const dz = options.activation === 'elu' ? tf.mul(dy, slope) : dy
  const count = x.size / beta.size
  const sum = tf.sum(dz, axes)
  const turned = tf.sum(tf.mul(dz, normal), axes)
  const flat = tf.sub(tf.sub(dz, tf.div(sum, count)), tf.mul(normal, tf.div(turned, count)))
  return [tf.mul(flat, rate), sum]
}
