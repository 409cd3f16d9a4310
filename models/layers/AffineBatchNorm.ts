import * as tf from '@tensorflow/tfjs'
import { onlyInput } from './onlyInput'

export interface AffineBatchNormOptions {
  readonly name: string
  readonly epsilon?: number
  /** Share of the running statistics that each training step replaces. */
  readonly update?: number
  /** The running statistics begin as plain means of the batches so far, until those are 1 / `update` batches. */
  readonly meansFirst?: boolean
  /** Running statistics in training too, as at test: they never change. */
  readonly frozen?: boolean
  /** Are scale and shift trained? */
  readonly trainable?: boolean
  readonly relu?: boolean
}

type WeightName = 'gamma' | 'beta' | 'mean' | 'variance' | 'updates'

/**
 * Batch norm with scale, shift and running statistics, as PyTorch defines it: γ(x - μ)/√(v + ε) + β over images and
 * pixels; the running variance takes the unbiased one (networks.md A0.4). One image of one pixel has nothing to measure:
 * it is normalised as at test (Q36). Weights `gamma`, `beta`, `running_mean` and `running_variance`, [channels].
 */
export class AffineBatchNorm extends tf.layers.Layer {
  static readonly className = 'AffineBatchNorm'
  readonly #options: AffineBatchNormOptions
  #weights: Record<WeightName, tf.LayerVariable> | null = null

  constructor(options: AffineBatchNormOptions) {
    super({ name: options.name })
    this.#options = options
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const channels = (inputShape as tf.Shape).at(-1) ?? 0
    const { trainable = true } = this.#options
    const weight = (name: string, value: number, trained: boolean, size = channels): tf.LayerVariable =>
      this.addWeight(name, [size], 'float32', tf.initializers.constant({ value }), undefined, trained)
    this.#weights = {
      gamma: weight('gamma', 1, trainable),
      beta: weight('beta', 0, trainable),
      mean: weight('running_mean', 0, false),
      variance: weight('running_variance', 1, false),
      updates: weight('updates', 0, false, 1),
    }
    super.build(inputShape)
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { training?: boolean }): tf.Tensor {
    const x = onlyInput(inputs, this.name)
    if (!this.#weights) throw new Error(`${this.name} was called before it was built`)
    const { frozen = false, epsilon = 1e-5, relu = false } = this.#options
    const { gamma, beta, mean, variance } = this.#weights
    const count = x.size / x.shape.at(-1)!
    return tf.tidy(() => {
      const measures = kwargs.training && !frozen && count > 1
      const [centre, spread] = measures ? this.#measured(x, count) : [mean.read(), variance.read()]
      const scale = tf.mul(gamma.read(), tf.rsqrt(tf.add(spread, epsilon)))
      const y = tf.add(tf.mul(x, scale), tf.sub(beta.read(), tf.mul(centre, scale)))
      return relu ? tf.relu(y) : y
    })
  }

  /** Mean and variance of the batch, which the running ones move towards. */
  #measured(x: tf.Tensor, count: number): [tf.Tensor, tf.Tensor] {
    const axes = x.shape.slice(0, -1).map((_, axis) => axis)
    const mean = tf.mean(x, axes)
    const variance = tf.mean(tf.square(tf.sub(x, mean)), axes)
    const share = this.#share()
    const move = (running: tf.LayerVariable, towards: tf.Tensor): void => {
      const old = running.read()
      running.write(tf.add(old, tf.mul(tf.sub(towards, old), share)))
    }
    move(this.#weights!.mean, mean)
    move(this.#weights!.variance, tf.mul(variance, count / (count - 1)))
    return [mean, variance]
  }

  /** How much of the batch goes into the running statistics. */
  #share(): tf.Tensor | number {
    const { update = 0.001, meansFirst = false } = this.#options
    if (!meansFirst) return update
    const { updates } = this.#weights!
    const done = tf.add(updates.read(), 1)
    updates.write(done)
    return tf.maximum(tf.reciprocal(done), update)
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.#options }
  }
}
tf.serialization.registerClass(AffineBatchNorm)
