import * as tf from '@tensorflow/tfjs'
import { onlyInput } from './onlyInput'

export interface GreyPlanesOptions {
  readonly name: string
  /** Copies of the one channel. */
  readonly planes: number
  /** Added to every value. */
  readonly shift: number
}

/** A grey image as the colour planes that a network of photographs expects (networks.md A4): copies, shifted. */
export class GreyPlanes extends tf.layers.Layer {
  static readonly className = 'GreyPlanes'
  readonly #options: GreyPlanesOptions

  constructor(options: GreyPlanesOptions) {
    super({ name: options.name })
    this.#options = options
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    return [...(inputShape as tf.Shape).slice(0, -1), this.#options.planes]
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = onlyInput(inputs, this.name)
    const { planes, shift } = this.#options
    const shifted = shift === 0 ? x : tf.add(x, shift)
    return planes === 1
      ? tf.clone(shifted)
      : tf.concat(
          Array.from({ length: planes }, () => shifted),
          -1,
        )
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.#options }
  }
}
tf.serialization.registerClass(GreyPlanes)
