import { backend_util, util } from '@tensorflow/tfjs'
import { op, type Value } from '../ir'
import { cast, float } from './values'

/** a · b over the last two axes, either turned; the axes before them broadcast. */
export function matrixProduct(a: Value, b: Value, transposeA: boolean, transposeB: boolean): Value {
  const [rows, innerA] = transposeA ? [a.shape.at(-1), a.shape.at(-2)] : [a.shape.at(-2), a.shape.at(-1)]
  const [innerB, columns] = transposeB ? [b.shape.at(-1), b.shape.at(-2)] : [b.shape.at(-2), b.shape.at(-1)]
  util.assert(
    innerA === innerB,
    () => `matrices of shape [${a.shape.join()}] and [${b.shape.join()}] cannot be multiplied`,
  )
  const batch = backend_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2))
  const turned = { transA: transposeA ? 1 : 0, transB: transposeB ? 1 : 0 }
  const product = op('@MatMul', [float(a), float(b)], turned, [...batch, rows ?? 1, columns ?? 1])
  return a.dtype === 'float32' || b.dtype === 'float32' ? product : cast(product, 'int32')
}
