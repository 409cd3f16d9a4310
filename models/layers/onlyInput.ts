import type * as tf from '@tensorflow/tfjs'

/** The one tensor that a layer was given; throws when it was given nothing. */
export function onlyInput(inputs: tf.Tensor | tf.Tensor[], layer: string): tf.Tensor {
  const [x] = [inputs].flat()
  if (!x) throw new Error(`${layer} was given nothing`)
  return x
}
