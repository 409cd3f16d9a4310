import type * as tf from '@tensorflow/tfjs'

/** Pixels of what a network is fed, [height, width] or [slices, height, width]; sides that it leaves free are `side`. */
export const inputShape = (network: tf.LayersModel, side: number): readonly number[] =>
  network.inputs[0]!.shape.slice(1, -1).map((size) => size ?? side)
