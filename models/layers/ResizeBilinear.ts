import * as tf from '@tensorflow/tfjs'
import { alongAxes } from './alongAxes'
import { interpolationMatrix, type ResizeMode } from './interpolation'
import { onlyInput } from './onlyInput'

export interface ResizeBilinearOptions {
  /** [height, width] of the answer, pixels. */
  readonly size: readonly [number, number]
  readonly mode: ResizeMode
}

/** `resizeBilinear` as a layer: [n, h, w, c] to [n, height, width, c]. */
export class ResizeBilinear extends tf.layers.Layer {
  static readonly className = 'ResizeBilinear'
  readonly #options: ResizeBilinearOptions

  constructor({ name, ...options }: ResizeBilinearOptions & { name: string }) {
    super({ name })
    this.#options = options
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [n = null, , , channels = null] = inputShape as tf.Shape
    return [n, ...this.#options.size, channels]
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = onlyInput(inputs, this.name)
    return resizeBilinear(x as tf.Tensor4D, this.#options)
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { size, mode } = this.#options
    return { ...super.getConfig(), size: [...size], mode }
  }
}
tf.serialization.registerClass(ResizeBilinear)

/**
 * Bilinear resizing in any mode of networks.md A0.7, as two matrix products: TensorFlow.js 4.22's own gradient throws
 * for sides that differ and is wrong for half pixels (A0.10).
 */
export function resizeBilinear(x: tf.Tensor4D, { size, mode }: ResizeBilinearOptions): tf.Tensor4D {
  const [, h, w] = x.shape
  const [height, width] = size
  if (h === height && w === width) return tf.clone(x)
  return alongAxes(
    x,
    { values: interpolationMatrix(h, height, mode), to: height },
    { values: interpolationMatrix(w, width, mode), to: width },
  )
}
