import { Cumsum } from '@tensorflow/tfjs'
import { op } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { cast, int32List } from './values'

interface CumsumAttributes {
  readonly axis: number
  readonly exclusive: boolean
  readonly reverse: boolean
}

/** Running sum along an axis. */
export const cumsum = defineKernel<Unary, CumsumAttributes>(Cumsum, ({ inputs, attrs, backend }) => {
  if (!inputs.x.shape.length) return backend.share(inputs.x)
  const given = backend.value(inputs.x)
  const x = given.dtype === 'bool' ? cast(given, 'int32') : given
  const axis = attrs.axis < 0 ? attrs.axis + x.shape.length : attrs.axis
  const flags = { exclusive: attrs.exclusive ? 1 : 0, reverse: attrs.reverse ? 1 : 0 }
  return op('CumSum', [x, int32List([axis], [])], flags, x.shape, x.dtype)
})
