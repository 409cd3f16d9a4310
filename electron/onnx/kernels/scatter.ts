import { int64List, op, reshaped, type Value } from '../ir'
import { broadcast, choose, compare, filled, fixed, int32List } from './values'

/**
 * Rows [n, width] added up at the places that `places`, [n], names: [count + 1, width]. What is outside [0, count) is
 * added to the last row, which nobody wants. Elementwise: ONNX Runtime adds them one after the other, in order.
 */
export function addedAt(places: Value, rows: Value, count: number): Value {
  const [n = 1, width = 1] = rows.shape
  const outside = broadcast(
    'Or',
    compare('Less', places, 0),
    compare('GreaterOrEqual', places, count),
    'bool',
  )
  const safe = choose(outside, fixed(count, 'int32'), places, [n])
  const spread = op('Expand', [reshaped(safe, [n, 1], true), int64List([n, width])], {}, [n, width], 'int32')
  const noughts = filled(0, [count + 1, width], rows.dtype)
  const attributes = { axis: 0, reduction: 'add' }
  return op('ScatterElements', [noughts, spread, rows], attributes, [count + 1, width], rows.dtype)
}

/** Places [n] in a tensor whose first axes are `sizes`, counted along all of them, from coordinates [n, axes]. */
export function flatPlaces(coordinates: Value, sizes: readonly number[]): Value {
  const strides = sizes.map((_, axis) => sizes.slice(axis + 1).reduce((product, size) => product * size, 1))
  const parts = broadcast('Mul', coordinates, int32List(strides))
  const [n = 1] = coordinates.shape
  return op('ReduceSum', [parts, int64List([1])], { keepdims: 0 }, [n], 'int32')
}
