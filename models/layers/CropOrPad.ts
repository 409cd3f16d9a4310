import * as tf from '@tensorflow/tfjs'

type Inputs = tf.Tensor | tf.Tensor[]

/**
 * Crops or pads maps to the height and width of others, about the centre (networks.md A0.6): [maps, pattern] to
 * [n, pattern's height, pattern's width, maps' channels]. Of an odd difference the last row or column is the one that is
 * cut off or made up of nought.
 */
export class CropOrPad extends tf.layers.Layer {
  static readonly className = 'CropOrPad'

  constructor({ name }: { name: string }) {
    super({ name })
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [maps, pattern] = inputShape as [tf.Shape, tf.Shape]
    return [maps[0] ?? null, ...pattern.slice(1, -1), maps.at(-1) ?? null]
  }

  override call(inputs: Inputs): tf.Tensor {
    const [maps, pattern] = inputs as [tf.Tensor4D, tf.Tensor4D]
    return cropOrPad(maps, [pattern.shape[1], pattern.shape[2]])
  }
}
tf.serialization.registerClass(CropOrPad)

/** `maps` [n, h, w, c] as [n, height, width, c]. */
export function cropOrPad(maps: tf.Tensor4D, [height, width]: readonly [number, number]): tf.Tensor4D {
  const [n, h, w, channels] = maps.shape
  const cut = (from: number, to: number): number => Math.max(0, Math.floor((from - to) / 2))
  const cropped =
    h > height || w > width
      ? tf.slice4d(
          maps,
          [0, cut(h, height), cut(w, width), 0],
          [n, Math.min(h, height), Math.min(w, width), channels],
        )
      : maps
  const missing = (to: number, from: number): [number, number] => {
    const less = Math.max(0, to - from)
    return [Math.floor(less / 2), less - Math.floor(less / 2)]
  }
  const rows = missing(height, h)
  const columns = missing(width, w)
  if ([...rows, ...columns].every((count) => count === 0)) return cropped === maps ? tf.clone(maps) : cropped
  return tf.pad4d(cropped, [[0, 0], rows, columns, [0, 0]])
}
