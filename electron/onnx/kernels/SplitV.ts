import { backend_util, SplitV, util, type Tensor } from '@tensorflow/tfjs'
import { int64List, severalOutputs } from '../ir'
import { defineKernel, type Unary } from './defineKernel'

interface SplitAttributes {
  readonly numOrSizeSplits: number[] | number
  readonly axis: number
}

function partsOf(shape: number[], attrs: SplitAttributes): { axis: number; sizes: number[] } {
  const axis = util.parseAxisParam(attrs.axis, shape)[0] ?? 0
  const sizes = backend_util.prepareSplitSize({ shape } as Tensor, attrs.numOrSizeSplits, axis)
  return { axis, sizes }
}

/** A tensor cut along an axis into pieces of given sizes. */
export const splitV = defineKernel<Unary, SplitAttributes>(
  SplitV,
  ({ inputs, attrs, backend }) => {
    const x = backend.value(inputs.x)
    const { axis, sizes } = partsOf(inputs.x.shape, attrs)
    const outputs = sizes.map((size) => ({ shape: x.shape.with(axis, size), dtype: x.dtype }))
    return axis === x.shape.length - 1 && x.dtype === 'float32'
      ? severalOutputs('@SplitC', [x], {}, outputs)
      : severalOutputs('Split', [x, int64List(sizes)], { axis }, outputs)
  },
  ({ inputs, attrs }) =>
    partsOf(inputs.x.shape, attrs).sizes.every((size) => size > 0) || 'a result without elements',
)
