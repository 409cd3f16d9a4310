import { slice_util, StridedSlice } from '@tensorflow/tfjs'
import { elements, int64List, op, reshaped } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { asNumbers } from './values'

interface StridedSliceAttributes {
  readonly begin: number[]
  readonly end: number[]
  readonly strides: number[]
  readonly beginMask: number
  readonly endMask: number
  readonly ellipsisMask: number
  readonly newAxisMask: number
  readonly shrinkAxisMask: number
}

const boxOf = (shape: number[], attrs: StridedSliceAttributes) =>
  slice_util.sliceInfo(
    shape,
    attrs.begin,
    attrs.end,
    attrs.strides,
    attrs.beginMask,
    attrs.endMask,
    attrs.ellipsisMask,
    attrs.newAxisMask,
    attrs.shrinkAxisMask,
  )

/** Every so-manieth layer of a box, forwards or backwards; axes may vanish or come into being. */
export const stridedSlice = defineKernel<Unary, StridedSliceAttributes>(
  StridedSlice,
  ({ inputs, attrs, backend }) => {
    const { begin, end, strides, finalShape, finalShapeSparse } = boxOf(inputs.x.shape, attrs)
    // ONNX counts a negative end from the back: one before the first place is as far away as can be
    const ends = end.map((place) => (place < 0 ? -(2 ** 31) : place))
    const axes = begin.map((_, axis) => axis)
    return asNumbers(backend.value(inputs.x), (x) => {
      const operands = [x, int64List(begin), int64List(ends), int64List(axes), int64List(strides)]
      return reshaped(op('Slice', operands, {}, finalShapeSparse, x.dtype), finalShape, true)
    })
  },
  ({ inputs, attrs }) => {
    if (elements(boxOf(inputs.x.shape, attrs).finalShape) === 0) return 'a result without elements'
    return true
  },
)
