import * as tf from '@tensorflow/tfjs'
import { mixedSeed, seededRandom, type Random } from '#shared/domain/random'
import { ElementDropout } from './ElementDropout'
import { rowWidth } from './rowMask'
import { randomRows, rowsInTable } from './randomRows'
import { SpatialDropout } from './SpatialDropout'

interface SpatialPlace {
  readonly layer: SpatialDropout
  readonly from: number
  readonly channels: number
}

interface ElementPlace {
  readonly layer: ElementDropout
  readonly from: number
  /** [groups, …pixels] of the layer's row numbers. */
  readonly shape: readonly number[]
  readonly count: number
  /** Which of the tables it reads: one for each rate. */
  readonly table: number
}

const tableSize = rowsInTable * rowWidth

/**
 * The masks of a model's dropout layers as one tensor a step: an input of the step, like the images.
 *
 *     const masks = new DropoutMasks(model, seed)
 *     const step = compileStep((x, y, drawn) => masks.during(drawn, () => …model.apply(x, { training: true })…))
 *     step(x, y, masks.draw(images, stepNumber))
 *
 * A row of the tensor is what an image is fed: a number for each map of each spatial dropout, and for element dropout the
 * numbers of rows of a table, drawn anew at each step, whose entries are nought or 1 / (1 - rate). The tables stand in
 * rows below the images'. So an element is kept or dropped with exactly its rate, and two of them go together only where
 * both drew the same of 4096 rows.
 */
export class DropoutMasks {
  /** Numbers for each image; at least one, so that the tensor is never empty. */
  readonly width: number
  readonly #spatial: readonly SpatialPlace[]
  readonly #elements: readonly ElementPlace[]
  readonly #rates: readonly number[]
  readonly #seed: number

  constructor(model: tf.LayersModel, seed: number) {
    const spatial: SpatialPlace[] = []
    const elements: ElementPlace[] = []
    const rates: number[] = []
    let from = 0
    for (const layer of model.layers) {
      if (layer instanceof SpatialDropout && layer.rate > 0) {
        const channels = (layer.outputShape as tf.Shape).at(-1) ?? 0
        spatial.push({ layer, from, channels })
        from += channels
      } else if (layer instanceof ElementDropout && layer.rate > 0) {
        const shape = rowsShape(layer)
        const count = shape.reduce((product, size) => product * size, 1)
        if (!rates.includes(layer.rate)) rates.push(layer.rate)
        elements.push({ layer, from, shape, count, table: rates.indexOf(layer.rate) })
        from += count
      }
    }
    this.#spatial = spatial
    this.#elements = elements
    this.#rates = rates
    this.#seed = seed
    this.width = Math.max(from, 1)
  }

  /** Rows below the images' that hold the tables. */
  get #tableRows(): number {
    return Math.ceil((this.#rates.length * tableSize) / this.width)
  }

  /** The masks of one step, [images + rows of tables, width]: the same for the same seed and step. */
  draw(images: number, step: number): tf.Tensor2D {
    const seed = mixedSeed(this.#seed, step)
    const random = seededRandom(seed)
    const values = this.#blank(images)
    for (let image = 0; image < images; image++) {
      for (const { layer, from, channels } of this.#spatial)
        fillKept(values, image * this.width + from, channels, layer.rate, random)
    }
    this.#rates.forEach((rate, table) => {
      fillKept(values, images * this.width + table * tableSize, tableSize, rate, random)
    })
    for (let image = 0; image < images; image++) {
      for (const { from, count } of this.#elements) {
        const start = image * this.width + from
        randomRows(values.subarray(start, start + count), mixedSeed(seed, image, from))
      }
    }
    return tf.tensor2d(values, [images + this.#tableRows, this.width])
  }

  /** Masks that keep everything: for gradients that must not depend on chance. */
  none(images: number): tf.Tensor2D {
    return tf.tensor2d(this.#blank(images), [images + this.#tableRows, this.width])
  }

  /** Runs `body` with the layers' masks cut from `masks`. */
  during<T>(masks: tf.Tensor2D, body: () => T): T {
    const images = masks.shape[0] - this.#tableRows
    for (const { layer, from, channels } of this.#spatial)
      layer.feed(tf.slice2d(masks, [0, from], [images, channels]))
    const tables = this.#tables(masks, images)
    for (const { layer, from, count, shape, table } of this.#elements) {
      const rows = tf.reshape(tf.slice2d(masks, [0, from], [images, count]), [images, ...shape])
      layer.feed({ rows, table: tables[table]! })
    }
    try {
      return body()
    } finally {
      for (const { layer } of [...this.#spatial, ...this.#elements]) layer.feed(null)
    }
  }

  #tables(masks: tf.Tensor2D, images: number): tf.Tensor2D[] {
    if (this.#rates.length === 0) return []
    const flat = tf.reshape(tf.slice2d(masks, [images, 0], [-1, -1]), [-1]) as tf.Tensor1D
    return this.#rates.map((_, table) =>
      tf.reshape(tf.slice1d(flat, table * tableSize, tableSize), [rowsInTable, rowWidth]),
    )
  }

  /** Masks that keep everything: factors of one; row numbers of nought, and tables of ones. */
  #blank(images: number): Float32Array<ArrayBuffer> {
    const values = new Float32Array((images + this.#tableRows) * this.width)
    values.fill(1, images * this.width)
    for (let image = 0; image < images; image++) {
      for (const { from, channels } of this.#spatial) {
        const start = image * this.width + from
        values.fill(1, start, start + channels)
      }
    }
    return values
  }
}

function fillKept(values: Float32Array, from: number, count: number, rate: number, random: Random): void {
  const kept = 1 / (1 - rate)
  for (let i = from; i < from + count; i++) values[i] = random() < rate ? 0 : kept
}

function rowsShape(layer: ElementDropout): number[] {
  const [, ...shape] = layer.outputShape as tf.Shape
  const channels = shape.pop() ?? null
  const pixels = shape.filter((size): size is number => size !== null)
  if (channels === null || pixels.length < shape.length)
    throw new Error(`${layer.name} is trained at a size that is fixed`)
  return [Math.ceil(channels / rowWidth), ...pixels]
}
