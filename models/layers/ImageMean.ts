import * as tf from '@tensorflow/tfjs'
import { onlyInput } from './onlyInput'

/** The mean of every map, as a map of one pixel: [n, h, w, c] to [n, 1, 1, c]. */
export class ImageMean extends tf.layers.Layer {
  static readonly className = 'ImageMean'

  constructor({ name }: { name: string }) {
    super({ name })
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const shape = inputShape as tf.Shape
    return [shape[0] ?? null, 1, 1, shape.at(-1) ?? null]
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.mean(onlyInput(inputs, this.name), [1, 2], true)
  }
}
tf.serialization.registerClass(ImageMean)
