import { OneHot, type TensorInfo } from '@tensorflow/tfjs'
import { op, reshaped, scalar } from '../ir'
import type { Dtype } from '../onnx'
import { defineKernel } from './defineKernel'
import { cast, choose, int32List } from './values'

interface OneHotAttributes {
  readonly dtype: Dtype
  readonly depth: number
  readonly onValue: number
  readonly offValue: number
}

/** One number at each index's place along a new last axis, another elsewhere. */
export const oneHot = defineKernel<{ readonly indices: TensorInfo }, OneHotAttributes>(
  OneHot,
  ({ inputs, attrs, backend }) => {
    const { dtype, depth, onValue, offValue } = attrs
    const indices = cast(backend.value(inputs.indices), 'int32')
    const shape = [...indices.shape, depth]
    const places = int32List(Array.from({ length: depth }, (_, place) => place))
    const column = reshaped(indices, [...indices.shape, 1], backend.tracing)
    const hit = op('Equal', [column, places], {}, shape, 'bool')
    const numbers = dtype === 'bool' ? 'int32' : dtype
    return cast(choose(hit, scalar(onValue, numbers), scalar(offValue, numbers), shape), dtype)
  },
)
