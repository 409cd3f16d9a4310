import * as tf from '@tensorflow/tfjs'
import { batchNorm, batchNormOfMoments, type BatchNormOptions } from './batchNormOp'
import { onlyInput } from './onlyInput'

type Inputs = tf.Tensor | tf.Tensor[]

export interface BatchNormSettings extends BatchNormOptions {
  readonly name: string
  /** Share of the moving averages that a step keeps: m ← decay · m + (1 - decay) · batch. */
  readonly decay: number
  /**
   * True: whoever trains is to measure the averages before a prediction, as `NormMeasure` does. False: predictions use
   * those of the training steps, as published.
   */
  readonly measured: boolean
}

/**
 * Batch norm with a shift and no scale, then an activation: `batchNormOp` in training, where it also moves the averages
 * that it uses at inference. The averages are variables, so a traced step assigns them. `frozen` uses them in training
 * too, and leaves them as they are.
 *
 * The averages of training steps are those of maps with dropout. Without it the maps have less variance, and after a max
 * pooling another mean (Li et al., CVPR 2019), so that a network that learnt well can predict nothing; hence `measured`.
 */
export class BatchNorm extends tf.layers.Layer {
  static readonly className = 'BatchNorm'
  frozen = false
  readonly #settings: BatchNormSettings
  #weights: readonly tf.LayerVariable[] = []
  #share: tf.Scalar | null = null

  constructor(settings: BatchNormSettings) {
    super({ name: settings.name })
    this.#settings = settings
  }

  get measured(): boolean {
    return this.#settings.measured
  }

  /** Sets how much of the coming batches goes into the averages; null: what the decay leaves. */
  take(share: tf.Scalar | null): void {
    this.#share = share
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
    const [, mean, variance] = this.#weights
    const share = this.#share ?? tf.scalar(1 - this.#settings.decay)
    for (const [place, average] of [mean, variance].entries()) {
      const old = average!.read()
      average!.write(tf.add(old, tf.mul(tf.sub(moments[place]!, old), share)))
    }
  }
}
tf.serialization.registerClass(BatchNorm)
