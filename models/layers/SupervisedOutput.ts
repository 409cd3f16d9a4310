import * as tf from '@tensorflow/tfjs'
import type { OutputKind } from '../losses/loss'

/**
 * The end of a network that is taught at several places: probabilities of its first input. The other inputs are logits
 * that only training looks at (`logitsOf`), of any size.
 */
export class SupervisedOutput extends tf.layers.Layer {
  static readonly className = 'SupervisedOutput'
  readonly #kind: OutputKind

  constructor({ name, kind }: { name: string; kind: OutputKind }) {
    super({ name })
    this.#kind = kind
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [first] = inputShape
    return Array.isArray(first) ? first : (inputShape as tf.Shape)
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [logits] = [inputs].flat()
    if (!logits) throw new Error(`${this.name} was given nothing`)
    return this.#kind === 'softmax' ? tf.softmax(logits) : tf.sigmoid(logits)
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), kind: this.#kind, activation: this.#kind }
  }
}
tf.serialization.registerClass(SupervisedOutput)
