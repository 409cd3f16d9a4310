import * as tf from '@tensorflow/tfjs'
import { batchNorm, batchNormOfMoments, type BatchNormOptions } from './batchNormOp'
import { onlyInput } from './onlyInput'

type Inputs = tf.Tensor | tf.Tensor[]

export interface BatchNormSettings extends BatchNormOptions {
  readonly name: string
  /** Share of the moving averages that a step keeps: m ← decay · m + (1 - decay) · batch. */
  readonly decay: number
  /**
   * True: after t steps the averages follow as if decay were no more than 1 - 10 / (t + 9), so that they show what a
   * young network is like now, and a short training can be used for predictions. False: they start from nought and one
   * and follow by `decay` alone, as published.
   */
  readonly quickStart: boolean
}

/**
 * Batch norm with a shift and no scale, then an activation: `batchNormOp` in training, where it also moves the averages
 * that it uses at inference. The averages are variables, so a traced step assigns them. `frozen` uses them in training
 * too, and leaves them as they are.
 */
export class BatchNorm extends tf.layers.Layer {
  static readonly className = 'BatchNorm'
  frozen = false
  readonly #settings: BatchNormSettings
  #weights: readonly tf.LayerVariable[] = []

  constructor(settings: BatchNormSettings) {
    super({ name: settings.name })
    this.#settings = settings
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const channels = (inputShape as tf.Shape).at(-1)
    if (!channels) throw new Error(`${this.name} needs to know how many channels it gets`)
    const weight = (
      name: string,
      size: number,
      value: 'zeros' | 'ones',
      trainable: boolean,
    ): tf.LayerVariable =>
      this.addWeight(name, [size], 'float32', tf.initializers[value](), undefined, trainable)
    this.#weights = [
      weight('beta', channels, 'zeros', true),
      weight('moving_mean', channels, 'zeros', false),
      weight('moving_variance', channels, 'ones', false),
      ...(this.#settings.quickStart ? [weight('updates', 1, 'zeros', false)] : []),
    ]
    super.build(inputShape)
  }

  override call(inputs: Inputs, kwargs: { training?: boolean }): tf.Tensor {
    const x = onlyInput(inputs, this.name)
    const [beta, mean, variance] = this.#weights.map((weight) => weight.read())
    if (!beta || !mean || !variance) throw new Error(`${this.name} was called before it was built`)
    const training = kwargs.training ?? false
    if (!training || this.frozen) return batchNormOfMoments(x, beta, mean, variance, this.#settings, training)
    const batch = batchNorm(x, beta, this.#settings)
    tf.tidy(() => this.#move(batch.mean, batch.variance))
    tf.dispose([batch.mean, batch.variance])
    return batch.y
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.#settings }
  }

  #move(...moments: readonly tf.Tensor[]): void {
    const [, mean, variance, updates] = this.#weights
    const share = this.#share(updates)
    for (const [place, average] of [mean, variance].entries()) {
      const old = average!.read()
      average!.write(tf.add(old, tf.mul(tf.sub(moments[place]!, old), share)))
    }
  }

  /** How much of the batch goes into the averages. */
  #share(updates: tf.LayerVariable | undefined): tf.Tensor {
    const least = 1 - this.#settings.decay
    if (!updates) return tf.scalar(least)
    const count = tf.add(updates.read(), 1)
    updates.write(count)
    return tf.maximum(tf.div(10, tf.add(count, 9)), least)
  }
}
tf.serialization.registerClass(BatchNorm)
