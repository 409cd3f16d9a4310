import * as tf from '@tensorflow/tfjs'
import { upsampleNearest } from './upsampleNearestOp'
import { upsampleVolume } from './upsampleVolumeOp'

type Inputs = tf.Tensor | tf.Tensor[]

/**
 * Nearest upsampling by a whole factor: [n, h, w, c] to [n, factor · h, factor · w, c], and volumes, [n, d, h, w, c],
 * likewise; their depth by `depthFactor`, where that is another.
 */
export class UpsampleNearest extends tf.layers.Layer {
  static readonly className = 'UpsampleNearest'
  readonly #factor: number
  readonly #depthFactor: number

  constructor({
    name,
    factor = 2,
    depthFactor = factor,
  }: {
    name: string
    factor?: number
    depthFactor?: number
  }) {
    super({ name })
    this.#factor = factor
    this.#depthFactor = depthFactor
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [n = null, ...rest] = inputShape as tf.Shape
    const channels = rest.pop() ?? null
    const larger = rest.map((size, axis) => {
      if (size === null) return null
      return size * (rest.length === 3 && axis === 0 ? this.#depthFactor : this.#factor)
    })
    return [n, ...larger, channels]
  }

  override call(inputs: Inputs): tf.Tensor {
    const [x] = [inputs].flat()
    if (!x) throw new Error(`${this.name} was given nothing`)
    const factor = this.#factor
    return x.rank === 5
      ? upsampleVolume(x as tf.Tensor5D, [this.#depthFactor, factor, factor])
      : upsampleNearest(x as tf.Tensor4D, factor)
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), factor: this.#factor, depthFactor: this.#depthFactor }
  }
}
tf.serialization.registerClass(UpsampleNearest)
