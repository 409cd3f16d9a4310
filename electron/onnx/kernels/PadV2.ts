import { PadV2 } from '@tensorflow/tfjs'
import { int64List, op } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { asNumbers, fixed } from './values'

interface PadAttributes {
  readonly paddings: readonly (readonly [number, number])[]
  readonly constantValue: number
}

/** One number around a tensor. */
export const padV2 = defineKernel<Unary, PadAttributes>(PadV2, ({ inputs, attrs, backend }) => {
  if (!inputs.x.shape.length) return backend.share(inputs.x)
  const { paddings, constantValue } = attrs
  const pads = int64List([...paddings.map(([before]) => before), ...paddings.map(([, after]) => after)])
  return asNumbers(backend.value(inputs.x), (x) => {
    const shape = x.shape.map((size, axis) => size + (paddings[axis]?.[0] ?? 0) + (paddings[axis]?.[1] ?? 0))
    return op('Pad', [x, pads, fixed(constantValue, x.dtype)], {}, shape, x.dtype)
  })
})
