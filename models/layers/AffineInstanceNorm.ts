import * as tf from '@tensorflow/tfjs'
import { instanceNorm } from './instanceNormOp'
import { onlyInput } from './onlyInput'

export interface AffineInstanceNormOptions {
  readonly name: string
  readonly epsilon?: number
  /** Slope below nought of the leaky ReLU that follows; 1 = none. */
  readonly alpha: number
  /** What γ begins as. */
  readonly scale?: 0 | 1
}

/**
 * Instance norm with a scale and a shift of each map, then a leaky ReLU: f(γ(x - μ)/√(v + ε) + β), as PyTorch and nnU-Net
 * define it (networks.md A0.4). Weights `gamma` and `beta`, [channels].
 */
export class AffineInstanceNorm extends tf.layers.Layer {
  static readonly className = 'AffineInstanceNorm'
  readonly #options: AffineInstanceNormOptions
  #weights: readonly tf.LayerVariable[] = []

  constructor(options: AffineInstanceNormOptions) {
    super({ name: options.name })
    this.#options = options
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const channels = (inputShape as tf.Shape).at(-1) ?? 0
    const weight = (name: string, value: number): tf.LayerVariable =>
      this.addWeight(name, [channels], 'float32', tf.initializers.constant({ value }))
    this.#weights = [weight('gamma', this.#options.scale ?? 1), weight('beta', 0)]
    super.build(inputShape)
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = onlyInput(inputs, this.name)
    const { epsilon = 1e-5, alpha } = this.#options
    return tf.tidy(() => {
      const [gamma, beta] = this.#weights.map((weight) => weight.read())
      const normal = instanceNorm(x, { epsilon, on: 'variance', alpha: 1 })
      const y = tf.add(tf.mul(normal, gamma!), beta!)
      return alpha === 1 ? y : tf.leakyRelu(y, alpha)
    })
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.#options }
  }
}
tf.serialization.registerClass(AffineInstanceNorm)
