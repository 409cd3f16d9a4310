import * as tf from '@tensorflow/tfjs'

type Inputs = tf.Tensor | tf.Tensor[]

/**
 * Crops maps about their centre to where they and others both are: [maps, others] to [n, …least sides, maps' channels].
 * Of an odd difference the larger part is cut off at the end (networks.md A0.6). The sides are taken when it is called,
 * so that a network may have none of its own.
 */
export class CropTo extends tf.layers.Layer {
  static readonly className = 'CropTo'

  constructor({ name }: { name: string }) {
    super({ name })
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [maps, others] = inputShape as [tf.Shape, tf.Shape]
    const sides = maps.slice(1, -1).map((side, axis) => {
      const other = others[axis + 1] ?? null
      return side === null || other === null ? null : Math.min(side, other)
    })
    return [maps[0] ?? null, ...sides, maps.at(-1) ?? null]
  }

  override call(inputs: Inputs): tf.Tensor {
    const [maps, others] = inputs as [tf.Tensor, tf.Tensor]
    const between = maps.shape.slice(1, -1)
    const sides = between.map((side, axis) => Math.min(side, others.shape[axis + 1]!))
    if (sides.join() === between.join()) return tf.clone(maps)
    const from = between.map((side, axis) => Math.floor((side - sides[axis]!) / 2))
    return tf.slice(maps, [0, ...from, 0], [maps.shape[0]!, ...sides, maps.shape.at(-1)!])
  }
}
tf.serialization.registerClass(CropTo)
