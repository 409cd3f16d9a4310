import { Cumprod } from '@tensorflow/tfjs'
import { op, type Value } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { between, broadcast, cast, filled } from './values'

interface CumprodAttributes {
  readonly axis: number
  readonly exclusive: boolean
  readonly reverse: boolean
}

/** Everything some places further along an axis, or back; ones come in. */
function moved(x: Value, axis: number, places: number, backwards: boolean): Value {
  const size = x.shape[axis] ?? 1
  const ones = filled(1, x.shape.with(axis, places), x.dtype)
  const kept = backwards ? between(x, axis, places, size) : between(x, axis, 0, size - places)
  return op('Concat', backwards ? [kept, ones] : [ones, kept], { axis }, x.shape, x.dtype)
}

/** Running product along an axis, in steps of one, two, four and so on: ONNX has none. */
export const cumprod = defineKernel<Unary, CumprodAttributes>(Cumprod, ({ inputs, attrs, backend }) => {
  const given = backend.value(inputs.x)
  const numbers = given.dtype === 'bool' ? cast(given, 'int32') : given
  if (!numbers.shape.length) return attrs.exclusive ? filled(1, [], numbers.dtype) : numbers
  const axis = attrs.axis < 0 ? attrs.axis + numbers.shape.length : attrs.axis
  const size = numbers.shape[axis] ?? 1
  let product = attrs.exclusive ? moved(numbers, axis, 1, attrs.reverse) : numbers
  for (let places = 1; places < size; places *= 2)
    product = broadcast('Mul', product, moved(product, axis, places, attrs.reverse))
  return product
})
