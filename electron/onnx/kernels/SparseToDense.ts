import { backend_util, SparseToDense, type Tensor, type TensorInfo } from '@tensorflow/tfjs'
import { elements, int64List, op, reshaped } from '../ir'
import { defineKernel } from './defineKernel'
import { asNumbers, cast } from './values'

interface SparseInputs {
  readonly sparseIndices: TensorInfo
  readonly sparseValues: TensorInfo
  readonly defaultValue: TensorInfo
}

/** One number everywhere but at given coordinates, where values (or one value) stand. */
export const sparseToDense = defineKernel<SparseInputs, { readonly outputShape: number[] }>(
  SparseToDense,
  ({ inputs, attrs, backend }) => {
    const { outputShape: shape } = attrs
    const { sliceRank, numUpdates } = backend_util.calculateShapes(
      inputs.sparseValues as Tensor,
      inputs.sparseIndices as Tensor,
      shape,
    )
    const places = reshaped(backend.value(inputs.sparseIndices), [numUpdates, sliceRank], true)
    return asNumbers(backend.value(inputs.sparseValues), (values) => {
      const spread = [numUpdates, ...shape.slice(sliceRank)]
      const size = int64List(shape)
      const otherwise = cast(reshaped(backend.value(inputs.defaultValue), [], true), values.dtype)
      const ground = op('Expand', [otherwise, size], {}, shape, values.dtype)
      const updates =
        elements(values.shape) === 1
          ? op('Expand', [reshaped(values, [], true), int64List(spread)], {}, spread, values.dtype)
          : reshaped(values, spread, true)
      return op('ScatterND', [ground, cast(places, 'int64'), updates], {}, shape, values.dtype)
    })
  },
)
