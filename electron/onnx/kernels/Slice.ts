import { Slice, slice_util, type Tensor } from '@tensorflow/tfjs'
import { elements, int64List, op } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { asNumbers } from './values'

interface SliceAttributes {
  readonly begin: number | number[]
  readonly size: number | number[]
}

function boxOf(shape: number[], attrs: SliceAttributes): { begin: number[]; size: number[] } {
  const tensor = { shape, rank: shape.length } as Tensor
  const [begin = [], size = []] = slice_util.parseSliceParams(tensor, attrs.begin, attrs.size)
  return { begin, size }
}

/** A box of a tensor; a size of -1 is what is left. */
export const slice = defineKernel<Unary, SliceAttributes>(
  Slice,
  ({ inputs, attrs, backend }) => {
    if (!inputs.x.shape.length) return backend.share(inputs.x)
    const { shape } = inputs.x
    const { begin, size } = boxOf(shape, attrs)
    slice_util.assertParamsValid({ shape, rank: shape.length } as Tensor, begin, size)
    return asNumbers(backend.value(inputs.x), (x) => {
      const ends = begin.map((start, axis) => start + (size[axis] ?? 0))
      const axes = begin.map((_, axis) => axis)
      return op('Slice', [x, int64List(begin), int64List(ends), int64List(axes)], {}, size, x.dtype)
    })
  },
  ({ inputs, attrs }) => elements(boxOf(inputs.x.shape, attrs).size) > 0 || 'a result without elements',
)
