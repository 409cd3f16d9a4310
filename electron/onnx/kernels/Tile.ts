import { Tile } from '@tensorflow/tfjs'
import { int64List, op } from '../ir'
import { defineKernel, type Unary } from './defineKernel'

/** The whole tensor repeated along each axis. */
export const tile = defineKernel<Unary, { readonly reps: readonly number[] }>(
  Tile,
  ({ inputs, attrs, backend }) => {
    if (!inputs.x.shape.length) return backend.share(inputs.x)
    const x = backend.value(inputs.x)
    const shape = x.shape.map((size, axis) => size * (attrs.reps[axis] ?? 1))
    return op('Tile', [x, int64List(attrs.reps)], {}, shape, x.dtype)
  },
  ({ attrs }) => attrs.reps.every((count) => count > 0) || 'a result without elements',
)
