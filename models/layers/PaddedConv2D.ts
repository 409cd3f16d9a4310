import * as tf from '@tensorflow/tfjs'
import { convSide, paddedConv, type PaddedConvOptions } from './paddedConv'

type Inputs = tf.Tensor | tf.Tensor[]

export interface PaddedConv2DOptions extends PaddedConvOptions {
  readonly name: string
  readonly filters: number
  readonly kernel: number
  readonly bias?: boolean
  readonly relu?: boolean
}

/** `paddedConv` with a filter, a bias and a ReLU as a layer: weights `kernel` [k, k, c / groups, filters] and `bias`. */
export class PaddedConv2D extends tf.layers.Layer {
  static readonly className = 'PaddedConv2D'
  readonly #options: PaddedConv2DOptions
  #kernel: tf.LayerVariable | null = null
  #bias: tf.LayerVariable | null = null

  constructor(options: PaddedConv2DOptions) {
    super({ name: options.name })
    this.#options = options
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const channels = (inputShape as tf.Shape).at(-1) ?? 0
    const { kernel, groups = 1, filters, bias = true } = this.#options
    const zeros = tf.initializers.zeros()
    const shape = [kernel, kernel, channels / groups, filters]
    this.#kernel = this.addWeight('kernel', shape, 'float32', zeros)
    if (bias) this.#bias = this.addWeight('bias', [filters], 'float32', zeros)
    super.build(inputShape)
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [n = null, height, width] = inputShape as tf.Shape
    const { kernel, filters } = this.#options
    return [n, convSide(height!, kernel, this.#options), convSide(width!, kernel, this.#options), filters]
  }

  override call(inputs: Inputs): tf.Tensor {
    const [x] = [inputs].flat()
    if (!x || !this.#kernel) throw new Error(`${this.name} was given nothing`)
    return tf.tidy(() => {
      const y = paddedConv(x as tf.Tensor4D, this.#kernel!.read() as tf.Tensor4D, this.#options)
      const shifted = this.#bias ? tf.add(y, this.#bias.read()) : y
      return this.#options.relu ? tf.relu(shifted) : shifted
    })
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.#options }
  }
}
tf.serialization.registerClass(PaddedConv2D)
