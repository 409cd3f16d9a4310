import * as tf from '@tensorflow/tfjs'
import { mixedSeed } from '#shared/domain/random'

export type Initialiser = (shape: readonly number[], seed: number) => Float32Array

/** Fills every filter of a model (of `which` layers), each from a seed of its own; biases and the like stay as they are. */
export function initialiseFilters(
  model: tf.LayersModel,
  initialiser: Initialiser,
  seed: number,
  which: (layer: tf.layers.Layer) => boolean = () => true,
): void {
  model.layers.forEach((layer, index) => {
    const [filter] = layer.weights
    if (!which(layer) || !filter?.originalName.endsWith('kernel')) return
    const shape = filter.shape as number[]
    const values = tf.tensor(initialiser(shape, mixedSeed(seed, index)), shape)
    filter.write(values)
    values.dispose()
  })
}
