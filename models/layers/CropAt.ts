import * as tf from '@tensorflow/tfjs'
import { onlyInput } from './onlyInput'

export interface CropAtOptions {
  readonly name: string
  /** First row and column that are kept. */
  readonly offset: number
  /** [height, width] that is kept, pixels. */
  readonly size: readonly [number, number]
}

/** A part of every map, as Caffe's Crop cuts it (networks.md A0.6). */
export class CropAt extends tf.layers.Layer {
  static readonly className = 'CropAt'
  readonly #options: CropAtOptions

  constructor(options: CropAtOptions) {
    super({ name: options.name })
    this.#options = options
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [n = null, , , channels = null] = inputShape as tf.Shape
    return [n, ...this.#options.size, channels]
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = onlyInput(inputs, this.name)
    const { offset, size } = this.#options
    return tf.slice4d(x as tf.Tensor4D, [0, offset, offset, 0], [-1, ...size, -1])
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { offset, size } = this.#options
    return { ...super.getConfig(), offset, size: [...size] }
  }
}
tf.serialization.registerClass(CropAt)
