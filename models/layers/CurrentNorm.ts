import * as tf from '@tensorflow/tfjs'
import { batchNorm } from './batchNormOp'
import { instanceNorm } from './instanceNormOp'
import { onlyInput } from './onlyInput'

type Inputs = tf.Tensor | tf.Tensor[]

export interface CurrentNormSettings {
  readonly name: string
  /** What mean and variance are taken over: the pixels of each image, or of all images of the batch. */
  readonly over: 'image' | 'batch'
  /** Added to the variance. */
  readonly epsilon: number
  /** Slope below nought of the leaky ReLU that follows. */
  readonly alpha: number
  /** Sets of scale and shift, one for each place in a batch; 1 = all images share one. */
  readonly places?: number
}

/**
 * γ(x - μ)/√(v + ε) + β with the moments of the batch in hand, in training and at test alike, then leaky ReLU
 * (networks.md A0.4, Lasagne's norm).
 */
export class CurrentNorm extends tf.layers.Layer {
  static readonly className = 'CurrentNorm'
  readonly #settings: CurrentNormSettings
  #weights: readonly tf.LayerVariable[] = []

  constructor(settings: CurrentNormSettings) {
    super({ name: settings.name })
    this.#settings = settings
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const channels = (inputShape as tf.Shape).at(-1)
    if (!channels) throw new Error(`${this.name} needs to know how many channels it gets`)
    const { places = 1 } = this.#settings
    const shape = places > 1 ? [places, channels] : [channels]
    this.#weights = [
      this.addWeight('gamma', shape, 'float32', tf.initializers.ones()),
      this.addWeight('beta', shape, 'float32', tf.initializers.zeros()),
    ]
    super.build(inputShape)
  }

  override call(inputs: Inputs): tf.Tensor {
    const x = onlyInput(inputs, this.name)
    const [gamma, beta] = this.#weights.map((weight) => this.#placed(weight.read(), x))
    if (!gamma || !beta) throw new Error(`${this.name} was called before it was built`)
    const { over, epsilon, alpha } = this.#settings
    const normal =
      over === 'image' ? instanceNorm(x, { epsilon, on: 'variance', alpha: 1 }) : batchNormal(x, epsilon)
    return tf.leakyRelu(tf.add(tf.mul(normal, gamma), beta), alpha)
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.#settings }
  }

  /** One set for each image of the batch, where there are several. */
  #placed(weights: tf.Tensor, x: tf.Tensor): tf.Tensor {
    if (weights.rank === 1) return weights
    const [images = 0, ...rest] = x.shape
    const [places = 0, channels = 0] = weights.shape
    if (images > places) throw new Error(`${this.name} has places for ${places} images, not for ${images}`)
    return tf.reshape(tf.slice(weights, [0, 0], [images, channels]), [
      images,
      ...rest.slice(1).map(() => 1),
      channels,
    ])
  }
}
tf.serialization.registerClass(CurrentNorm)

function batchNormal(x: tf.Tensor, epsilon: number): tf.Tensor {
  const none = tf.zeros([x.shape.at(-1)!])
  const { y, mean, variance } = batchNorm(x, none, { epsilon, activation: 'linear' })
  tf.dispose([mean, variance])
  return y
}
