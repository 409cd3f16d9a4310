import * as tf from '@tensorflow/tfjs'
import {
  constant,
  elements,
  float32Scalar,
  int32Scalar,
  int64List,
  known,
  op,
  scalar,
  type Value,
} from '../ir'
import { dataTypes, type Attributes, type Dtype } from '../onnx'

/** The same numbers in another type; to bool: not equal to nought. */
export function cast(value: Value, dtype: Dtype): Value {
  if (value.dtype === dtype) return value
  if (dtype === 'bool') {
    const isNought = op('Equal', [value, scalar(0, value.dtype)], {}, value.shape, 'bool')
    return op('Not', [isNought], {}, value.shape, 'bool')
  }
  return op('Cast', [value], { to: dataTypes[dtype] }, value.shape, dtype)
}

export const float = (value: Value): Value => cast(value, 'float32')

/** An operator of one value that keeps shape and type. */
export const map = (name: string, value: Value, attributes: Attributes = {}): Value =>
  op(name, [value], attributes, value.shape, value.dtype)

/** An operator of two values that broadcast, of one type; `dtype` is the result's. */
export function broadcast(
  name: string,
  a: Value,
  b: Value,
  dtype: Dtype = a.dtype,
  attributes: Attributes = {},
): Value {
  const shape = tf.backend_util.assertAndGetBroadcastShape(a.shape.slice(), b.shape.slice())
  return op(name, [a, b], attributes, shape, dtype)
}

/** Both as float32 if either is, else as int32. */
export function alike(a: Value, b: Value): readonly [Value, Value] {
  const dtype = a.dtype === 'float32' || b.dtype === 'float32' ? 'float32' : 'int32'
  return [cast(a, dtype), cast(b, dtype)]
}

/** condition ? yes : no, all of one shape or scalars. */
export const choose = (condition: Value, yes: Value, no: Value, shape: readonly number[]): Value =>
  op('Where', [condition, yes, no], {}, shape, yes.dtype)

export const compare = (name: string, a: Value, b: number): Value =>
  name === 'NotEqual'
    ? map('Not', compare('Equal', a, b))
    : op(name, [a, scalar(b, a.dtype)], {}, a.shape, 'bool')

export const clip = (value: Value, least: number, most: number): Value =>
  op('Clip', [value, float32Scalar(least), float32Scalar(most)], {}, value.shape)

/** A scalar of any type, built into the model. */
export const fixed = (value: number, dtype: Dtype): Value =>
  dtype === 'bool'
    ? cast(int32Scalar(value ? 1 : 0), 'bool')
    : dtype === 'int32'
      ? int32Scalar(value)
      : float32Scalar(value)

export const int32List = (list: readonly number[], shape: readonly number[] = [list.length]): Value =>
  constant(Int32Array.from(list), shape, 'int32')

/** ONNX lacks some data movements for bool: they are made in int32. */
export const asNumbers = (value: Value, move: (value: Value) => Value): Value =>
  value.dtype === 'bool' ? cast(move(cast(value, 'int32')), 'bool') : move(value)

/** The axes in another order. */
export const transposed = (value: Value, perm: readonly number[]): Value =>
  op(
    'Transpose',
    [value],
    { perm: perm.slice() },
    perm.map((axis) => value.shape[axis] ?? 1),
    value.dtype,
  )

/** Layers along an axis in the order of a list that is part of the model. */
export const layers = (value: Value, axis: number, list: readonly number[]): Value =>
  op('Gather', [value, int32List(list)], { axis }, value.shape.with(axis, list.length), value.dtype)

/** What stands between two places of an axis. */
export const between = (value: Value, axis: number, from: number, to: number): Value =>
  op(
    'Slice',
    [value, int64List([from]), int64List([to]), int64List([axis])],
    {},
    value.shape.with(axis, to - from),
    value.dtype,
  )

/** Which numbers are none. */
export const isNotNumber = (value: Value): Value => op('IsNaN', [value], {}, value.shape, 'bool')

/** One number in a whole shape. */
export const filled = (value: number, shape: readonly number[], dtype: Dtype = 'float32'): Value =>
  op('Expand', [fixed(value, dtype), int64List(shape)], {}, shape, dtype)

/** The same numbers as a value of its own, for a data id of its own. */
export const separate = (value: Value): Value =>
  elements(value.shape) > 0
    ? map('Identity', value)
    : known(new Float32Array(0), value.shape.slice(), value.dtype)
