import * as tf from '@tensorflow/tfjs'
import { instanceNorm, type InstanceNormOptions } from './instanceNormOp'

type Inputs = tf.Tensor | tf.Tensor[]

/** `instanceNormOp` as a layer without parameters. */
export class InstanceNorm extends tf.layers.Layer {
  static readonly className = 'InstanceNorm'
  readonly #options: InstanceNormOptions

  constructor({ name, ...options }: InstanceNormOptions & { name: string }) {
    super({ name })
    this.#options = options
  }

  override call(inputs: Inputs): tf.Tensor {
    const [x] = [inputs].flat()
    if (!x) throw new Error(`${this.name} was given nothing`)
    return instanceNorm(x, this.#options)
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.#options }
  }
}
tf.serialization.registerClass(InstanceNorm)
