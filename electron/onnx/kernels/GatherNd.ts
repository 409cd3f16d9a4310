import { GatherNd, type TensorInfo } from '@tensorflow/tfjs'
import { op } from '../ir'
import { defineKernel } from './defineKernel'
import { cast } from './values'

interface GatherInputs {
  readonly params: TensorInfo
  readonly indices: TensorInfo
}

/** The slices of a tensor at given coordinates. Coordinates that are known are checked now. */
export const gatherNd = defineKernel<GatherInputs>(GatherNd, ({ inputs, backend }) => {
  const params = backend.value(inputs.params)
  const indices = backend.value(inputs.indices)
  const axes = indices.shape.at(-1) ?? 0
  const known = (indices.tensor?.data ?? []) as Int32Array
  known.forEach((place, index) => {
    const limit = params.shape[index % axes] ?? 0
    if (place < 0 || place >= limit)
      throw new Error(
        `Invalid indices: ${place} is not in [0, ${limit - 1}] of shape [${params.shape.join()}]`,
      )
  })
  const shape = [...indices.shape.slice(0, -1), ...params.shape.slice(axes)]
  return op('GatherND', [params, cast(indices, 'int64')], {}, shape, params.dtype)
})
