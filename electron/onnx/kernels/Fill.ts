import { Fill, util } from '@tensorflow/tfjs'
import { elements, int64List, op } from '../ir'
import type { Dtype } from '../onnx'
import { defineKernel } from './defineKernel'
import { fixed } from './values'

interface FillAttributes {
  readonly shape: readonly number[]
  readonly value: number | string
  readonly dtype?: Dtype | 'string'
}

const typeOf = ({ value, dtype }: FillAttributes): Dtype | 'string' =>
  dtype ?? (util.inferDtype(value) as Dtype | 'string')

/** A tensor of one number. */
export const fill = defineKernel<Record<string, never>, FillAttributes>(
  Fill,
  ({ attrs }) => {
    const dtype = typeOf(attrs) as Dtype
    const value = fixed(Number(attrs.value), dtype)
    return attrs.shape.length ? op('Expand', [value, int64List(attrs.shape)], {}, attrs.shape, dtype) : value
  },
  ({ attrs }) => {
    if (typeOf(attrs) === 'string') return 'strings: ONNX computes with numbers'
    return elements(attrs.shape) > 0 || 'a result without elements'
  },
)
