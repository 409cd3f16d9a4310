import { util } from '@tensorflow/tfjs'
import type { OnnxBackend } from '../backend'
import { op, type Value } from '../ir'
import type { Unary } from './defineKernel'
import { cast, choose, fixed, isNotNumber } from './values'

export interface PlaceAttributes {
  readonly axis: number
}

/** Index along an axis of the extreme that `op` finds, the first of equals; what is no number counts as `worst`. */
export function placeOfExtreme(
  name: 'ArgMax' | 'ArgMin',
  worst: number,
  inputs: Unary,
  attrs: PlaceAttributes,
  backend: OnnxBackend,
): Value {
  const x = backend.value(inputs.x)
  const axis = util.parseAxisParam(attrs.axis, inputs.x.shape)[0] ?? 0
  const numbers = x.dtype === 'bool' ? cast(x, 'int32') : x
  const clean =
    numbers.dtype === 'float32' && !backend.tracing
      ? choose(isNotNumber(numbers), fixed(worst, 'float32'), numbers, numbers.shape)
      : numbers
  return cast(op(name, [clean], { axis, keepdims: 0 }, x.shape.toSpliced(axis, 1), 'int64'), 'int32')
}
