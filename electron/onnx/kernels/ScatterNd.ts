import { backend_util, ScatterNd, type Tensor, type TensorInfo } from '@tensorflow/tfjs'
import { elements, reshaped } from '../ir'
import { defineKernel } from './defineKernel'
import { addedAt, flatPlaces } from './scatter'
import { between, cast } from './values'

interface ScatterInputs {
  readonly indices: TensorInfo
  readonly updates: TensorInfo
}

/** Noughts with slices added at coordinates. */
export const scatterNd = defineKernel<ScatterInputs, { readonly shape: number[] }>(
  ScatterNd,
  ({ inputs, attrs, backend }) => {
    const { shape } = attrs
    const { sliceRank, numUpdates, sliceSize } = backend_util.calculateShapes(
      inputs.updates as Tensor,
      inputs.indices as Tensor,
      shape,
    )
    const sizes = shape.slice(0, sliceRank)
    const coordinates = cast(reshaped(backend.value(inputs.indices), [numUpdates, sliceRank], true), 'int32')
    const updates = reshaped(backend.value(inputs.updates), [numUpdates, sliceSize], true)
    const numbers = updates.dtype === 'bool' ? cast(updates, 'int32') : updates
    const count = elements(sizes)
    const sums = between(addedAt(flatPlaces(coordinates, sizes), numbers, count), 0, 0, count)
    return cast(reshaped(sums, shape, true), updates.dtype)
  },
  ({ attrs }) => elements(attrs.shape) > 0 || 'a result without elements',
)
