import * as tf from '@tensorflow/tfjs'
import { onlyInput } from './onlyInput'

/** Every value times a number that is not trained. */
export class Scale extends tf.layers.Layer {
  static readonly className = 'Scale'
  readonly #by: number

  constructor({ name, by }: { name: string; by: number }) {
    super({ name })
    this.#by = by
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.mul(onlyInput(inputs, this.name), this.#by)
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), by: this.#by }
  }
}
tf.serialization.registerClass(Scale)
