import * as tf from '@tensorflow/tfjs'

export interface PaddedConvOptions {
  readonly stride?: number
  /** Noughts around the image on every side, as Caffe and PyTorch count them (networks.md A0.1). */
  readonly pad?: number
  /** Pixels from tap to tap. */
  readonly dilation?: number
  /** Blocks of channels that see only each other. */
  readonly groups?: number
}

/** Sides of the answer: floor((n + 2·pad - dilation·(k - 1) - 1) / stride) + 1. */
export function convSide(side: number, kernel: number, options: PaddedConvOptions): number {
  const { stride = 1, pad = 0, dilation = 1 } = options
  return Math.floor((side + 2 * pad - dilation * (kernel - 1) - 1) / stride) + 1
}

/** Convolution of maps [n, h, w, c] with a filter [k, k, c / groups, out] as Caffe and PyTorch define it. */
export function paddedConv(x: tf.Tensor4D, filter: tf.Tensor4D, options: PaddedConvOptions): tf.Tensor4D {
  const { groups = 1 } = options
  if (groups === 1) return oneGroup(x, filter, options)
  const images = tf.split<tf.Tensor4D>(x, groups, 3)
  const filters = tf.split<tf.Tensor4D>(filter, groups, 3)
  return tf.concat(
    images.map((part, group) => oneGroup(part, filters[group]!, options)),
    3,
  )
}

function oneGroup(x: tf.Tensor4D, filter: tf.Tensor4D, options: PaddedConvOptions): tf.Tensor4D {
  const { stride = 1, pad = 0, dilation = 1 } = options
  if (dilation > 1) return dilated(x, filter, pad, dilation)
  return pad === 0
    ? tf.conv2d(x, filter, stride, 'valid')
    : tf.conv2d(x, filter, stride, pad, 'NHWC', 1, 'floor')
}

/**
 * Dilated convolution as an ordinary one of every d-th pixel (networks.md A0.10: TensorFlow.js's own has no gradient):
 * the d·d interleaved images of each image stand in the batch.
 */
function dilated(x: tf.Tensor4D, filter: tf.Tensor4D, pad: number, d: number): tf.Tensor4D {
  const [n, h, w] = x.shape
  const [kernel, , , filters] = filter.shape
  const options = { pad, dilation: d }
  const [height, width] = [convSide(h, kernel, options), convSide(w, kernel, options)]
  const whole = (side: number): number => Math.ceil((side + 2 * pad) / d) * d
  const [tall, wide] = [whole(h), whole(w)]
  const padded = tf.pad4d(x, [
    [0, 0],
    [pad, tall - h - pad],
    [pad, wide - w - pad],
    [0, 0],
  ])
  const apart = interleaved(padded, n, d)
  const y = tf.conv2d(apart, filter, 1, 'valid')
  const [, rows, columns] = y.shape
  const together = tf.reshape(
    tf.transpose(tf.reshape(y, [d, d, n, rows, columns, filters]), [2, 3, 0, 4, 1, 5]),
    [n, rows * d, columns * d, filters],
  ) as tf.Tensor4D
  return tf.slice4d(together, [0, 0, 0, 0], [n, height, width, filters])
}

/** [n, h, w, c] as [d·d·n, h / d, w / d, c]: first all images of every d-th row and column from the first, and so on. */
function interleaved(x: tf.Tensor4D, n: number, d: number): tf.Tensor4D {
  const [, h, w, c] = x.shape
  const split = tf.reshape(x, [n, h / d, d, w / d, d, c])
  return tf.reshape(tf.transpose(split, [2, 4, 0, 1, 3, 5]), [d * d * n, h / d, w / d, c])
}
