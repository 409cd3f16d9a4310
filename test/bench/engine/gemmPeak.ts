import * as tf from '@tensorflow/tfjs'
import { compileStep } from '#electron/onnx/step'

const side = 1536

/** What the cores reach in a product of two square matrices, in GFLOP/s: the best of a few. */
export function gemmPeak(): number {
  const a = tf.randomNormal([side, side], 0, 1, 'float32', 1)
  const b = tf.randomNormal([side, side], 0, 1, 'float32', 2)
  // the corner alone is fetched: the product is what is timed
  const product = compileStep((x: tf.Tensor, y: tf.Tensor) =>
    tf.slice(tf.matMul(x as tf.Tensor2D, y as tf.Tensor2D), [0, 0], [1, 1]),
  )
  const times = Array.from({ length: 8 }, () => {
    const start = performance.now()
    product(a, b)
    return performance.now() - start
  })
  product.dispose()
  tf.dispose([a, b])
  return (2 * side ** 3) / Math.min(...times) / 1e6
}
