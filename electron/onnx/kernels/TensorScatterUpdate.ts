import { TensorScatterUpdate, type TensorInfo } from '@tensorflow/tfjs'
import { op } from '../ir'
import { defineKernel } from './defineKernel'
import { cast } from './values'

interface UpdateInputs {
  readonly tensor: TensorInfo
  readonly indices: TensorInfo
  readonly updates: TensorInfo
}

/** A tensor with slices at given coordinates replaced. */
export const tensorScatterUpdate = defineKernel<UpdateInputs>(TensorScatterUpdate, ({ inputs, backend }) => {
  const tensor = backend.value(inputs.tensor)
  const places = cast(backend.value(inputs.indices), 'int64')
  const updates = cast(backend.value(inputs.updates), tensor.dtype)
  return op('ScatterND', [tensor, places, updates], {}, tensor.shape, tensor.dtype)
})
