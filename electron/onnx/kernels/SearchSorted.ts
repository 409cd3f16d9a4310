import { SearchSorted, type TensorInfo } from '@tensorflow/tfjs'
import { int64List, op, reshaped } from '../ir'
import { defineKernel } from './defineKernel'
import { alike, broadcast, cast } from './values'

interface SearchInputs {
  readonly sortedSequence: TensorInfo
  readonly values: TensorInfo
}

/** Where each value would stand in its sorted row: how many of the row are less (left) or not greater (right). */
export const searchSorted = defineKernel<SearchInputs, { readonly side: 'left' | 'right' }>(
  SearchSorted,
  ({ inputs, attrs, backend }) => {
    const [row, values] = alike(backend.value(inputs.sortedSequence), backend.value(inputs.values))
    const [n = 1, length = 1] = row.shape
    const count = values.shape[1] ?? 1
    const below = broadcast(
      attrs.side === 'left' ? 'Less' : 'LessOrEqual',
      reshaped(row, [n, 1, length], true),
      reshaped(values, [n, count, 1], true),
      'bool',
    )
    return op('ReduceSum', [cast(below, 'int32'), int64List([2])], { keepdims: 0 }, [n, count], 'int32')
  },
)
