import * as tf from '@tensorflow/tfjs'

type Inputs = tf.Tensor | tf.Tensor[]

/** Nearest upsampling by a whole factor: [n, h, w, c] to [n, factor · h, factor · w, c]. */
export class UpsampleNearest extends tf.layers.Layer {
  static readonly className = 'UpsampleNearest'
  readonly #factor: number

  constructor({ name, factor = 2 }: { name: string; factor?: number }) {
    super({ name })
    this.#factor = factor
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [n = null, height = null, width = null, channels = null] = inputShape as tf.Shape
    const larger = (size: number | null): number | null => (size === null ? null : size * this.#factor)
    return [n, larger(height), larger(width), channels]
  }

  override call(inputs: Inputs): tf.Tensor {
    const [x] = [inputs].flat()
    if (!x) throw new Error(`${this.name} was given nothing`)
    return upsampleNearest(x as tf.Tensor4D, this.#factor)
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), factor: this.#factor }
  }
}
tf.serialization.registerClass(UpsampleNearest)

/**
 * The gradient sums over each pixel's copies. It is spelled out for the cpu backend of TensorFlow.js 4.22, whose own
 * kernel is wrong for more than one image.
 */
export function upsampleNearest(x: tf.Tensor4D, factor: number): tf.Tensor4D {
  const [, height, width] = x.shape
  const enlarge = tf.customGrad((maps, save) => {
    const images = maps as tf.Tensor4D
    const remember = save as tf.GradSaveFunc
    remember([images])
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor => {
      if (tf.getBackend() === 'cpu')
        return tf.mul(tf.avgPool(dy as tf.Tensor4D, factor, factor, 'valid'), factor * factor)
      const [savedImages] = saved as [tf.Tensor4D]
      const inputs = { images: savedImages, dy }
      return tf.engine().runKernel('ResizeNearestNeighborGrad', inputs, { alignCorners: false })
    }
    return { value: tf.image.resizeNearestNeighbor(images, [height * factor, width * factor]), gradFunc }
  })
  return enlarge(x)
}
