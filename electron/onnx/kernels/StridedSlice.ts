import { slice_util, StridedSlice } from '@tensorflow/tfjs'
import { elements, int64List, op, reshaped, type Value } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { asNumbers, layers } from './values'

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
    const axes = strides.flatMap((stride, axis) => (stride > 0 ? [axis] : []))
    const along = (list: readonly number[]): Value => int64List(axes.map((axis) => list[axis] ?? 0))
    return asNumbers(backend.value(inputs.x), (x) => {
      // backwards by a list of places: a Slice with a negative step is wrong on graphics cards
      const turned = strides.reduce<Value>((value, stride, axis) => {
        if (stride > 0) return value
        const [from = 0, size = 0] = [begin[axis], finalShapeSparse[axis]]
        return layers(
          value,
          axis,
          Array.from({ length: size }, (_, index) => from + index * stride),
        )
      }, x)
      const operands = [turned, along(begin), along(end), int64List(axes), along(strides)]
      const box = axes.length ? op('Slice', operands, {}, finalShapeSparse, x.dtype) : turned
      return reshaped(box, finalShape, true)
    })
  },
  ({ inputs, attrs }) => {
    if (elements(boxOf(inputs.x.shape, attrs).finalShape) === 0) return 'a result without elements'
    return true
  },
)
