import * as tf from '@tensorflow/tfjs'

/**
 * Nearest upsampling of images, [n, h, w, c], by a whole factor. The gradient sums over each pixel's copies. It is spelled out for the cpu backend of TensorFlow.js 4.22, whose own
 * kernel is wrong for more than one image.
 */
export function upsampleNearest(x: tf.Tensor4D, factor: number): tf.Tensor4D {
  const [, height, width] = x.shape
  const enlarge = tf.customGrad((maps, save) => {
    const images = maps as tf.Tensor4D
    const remember = save as tf.GradSaveFunc
    remember([images])
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor => {
      if (tf.getBackend() === 'cpu')
        return tf.mul(tf.avgPool(dy as tf.Tensor4D, factor, factor, 'valid'), factor * factor)
      const [savedImages] = saved as [tf.Tensor4D]
      const inputs = { images: savedImages, dy }
      return tf.engine().runKernel('ResizeNearestNeighborGrad', inputs, { alignCorners: false })
    }
    return { value: tf.image.resizeNearestNeighbor(images, [height * factor, width * factor]), gradFunc }
  })
  return enlarge(x)
}
