import * as tf from '@tensorflow/tfjs'
import { upsampleNearest } from './upsampleNearestOp'

/** How often each voxel is repeated along depth, height and width. */
export type VolumeScale = readonly [depth: number, height: number, width: number]

/**
 * Nearest upsampling of volumes, [n, d, h, w, c], by whole factors; TensorFlow.js has none. Engines with a kernel of this
 * name do it, and its gradient, the sum over each voxel's copies, as one.
 */
export function upsampleVolume(x: tf.Tensor5D, scale: VolumeScale): tf.Tensor5D {
  return tf.getKernel('UpsampleNearest', tf.getBackend()) ? native(x, scale) : composed(x, scale)
}

function native(x: tf.Tensor5D, scale: VolumeScale): tf.Tensor5D {
  const attributes = { scale: scale.slice() }
  const enlarge = tf.customGrad((volume) => ({
    value: tf.engine().runKernel('UpsampleNearest', { x: volume as tf.Tensor }, attributes) as tf.Tensor5D,
    gradFunc: (dy: tf.Tensor) =>
      tf.engine().runKernel('UpsampleNearestGrad', { dy }, attributes) as tf.Tensor,
  }))
  return enlarge(x) as tf.Tensor5D
}

function composed(x: tf.Tensor5D, [depths, heights, widths]: VolumeScale): tf.Tensor5D {
  if (heights !== widths) throw new Error('this engine upsamples height and width alike only')
  const [n, depth, height, width, channels] = x.shape
  const images = tf.reshape(x, [n * depth, height, width, channels]) as tf.Tensor4D
  const larger = upsampleNearest(images, heights)
  const numbers = heights * height * widths * width * channels
  const copies = tf.tile(tf.reshape(larger, [n, depth, 1, numbers]), [1, 1, depths, 1])
  return tf.reshape<tf.Rank.R5>(copies, [n, depths * depth, heights * height, widths * width, channels])
}
