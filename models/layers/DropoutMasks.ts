import * as tf from '@tensorflow/tfjs'
import { mixedSeed, seededRandom } from '#shared/domain/random'
import { SpatialDropout } from './SpatialDropout'

interface Place {
  readonly layer: SpatialDropout
  readonly from: number
  readonly channels: number
}

/**
 * The masks of a model's spatial dropout layers as one tensor a step: an input of the step, like the images.
 *
 *     const masks = new DropoutMasks(model, seed)
 *     const step = compileStep((x, y, drawn) => masks.during(drawn, () => …model.apply(x, { training: true })…))
 *     step(x, y, masks.draw(images, stepNumber))
 */
export class DropoutMasks {
  /** Numbers for each image; at least one, so that the tensor is never empty. */
  readonly width: number
  readonly #places: readonly Place[]
  readonly #seed: number

  constructor(model: tf.LayersModel, seed: number) {
    const places: Place[] = []
    let from = 0
    for (const layer of model.layers) {
      if (!(layer instanceof SpatialDropout) || layer.rate === 0) continue
      const channels = (layer.outputShape as tf.Shape).at(-1) ?? 0
      places.push({ layer, from, channels })
      from += channels
    }
    this.#places = places
    this.#seed = seed
    this.width = Math.max(from, 1)
  }

  /** The masks of one step, [images, width], nought or 1 / (1 - rate): the same for the same seed and step. */
  draw(images: number, step: number): tf.Tensor2D {
    const random = seededRandom(mixedSeed(this.#seed, step))
    const values = new Float32Array(images * this.width).fill(1)
    for (let image = 0; image < images; image++) {
      for (const { layer, from, channels } of this.#places) {
        const kept = 1 / (1 - layer.rate)
        const start = image * this.width + from
        for (let channel = 0; channel < channels; channel++)
          values[start + channel] = random() < layer.rate ? 0 : kept
      }
    }
    return tf.tensor2d(values, [images, this.width])
  }

  /** Masks that keep everything: for gradients that must not depend on chance. */
  none(images: number): tf.Tensor2D {
    return tf.ones([images, this.width])
  }

  /** Runs `body` with the layers' masks cut from `masks`. */
  during<T>(masks: tf.Tensor2D, body: () => T): T {
    for (const { layer, from, channels } of this.#places)
      layer.feed(tf.slice2d(masks, [0, from], [-1, channels]))
    try {
      return body()
    } finally {
      for (const { layer } of this.#places) layer.feed(null)
    }
  }
}
