import { Real, type TensorInfo } from '@tensorflow/tfjs'
import { defineSharing } from './defineKernel'

/** The real half of a complex tensor; the data is shared. */
export const real = defineSharing<{ readonly input: TensorInfo }>(Real, ({ inputs, backend }) =>
  backend.share(backend.halves(inputs.input).real, inputs.input.shape),
)
