import * as tf from '@tensorflow/tfjs'

/** A matrix [to, from], row by row, that maps one axis of an image. */
export interface AxisMap {
  readonly values: Float32Array
  readonly to: number
}

/**
 * The same linear map for every row and every column of maps [n, h, w, c]: y = A_h · x · A_wᵀ, two matrix products
 * without a transpose. Its gradient is exact on every engine.
 */
export function alongAxes(x: tf.Tensor4D, rows: AxisMap, columns: AxisMap): tf.Tensor4D {
  const [n, h, w, c] = x.shape
  return tf.tidy(() => {
    const down = tf.tensor3d(rows.values, [1, rows.to, h])
    const across = tf.tensor3d(columns.values, [1, columns.to, w])
    const taller = tf.matMul(down, tf.reshape(x, [n, h, w * c]))
    const wider = tf.matMul(across, tf.reshape(taller, [n * rows.to, w, c]))
    return tf.reshape(wider, [n, rows.to, columns.to, c])
  })
}
