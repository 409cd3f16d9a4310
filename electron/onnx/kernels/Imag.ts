import { Imag, type TensorInfo } from '@tensorflow/tfjs'
import { defineSharing } from './defineKernel'

/** The imaginary half of a complex tensor; the data is shared. */
export const imag = defineSharing<{ readonly input: TensorInfo }>(Imag, ({ inputs, backend }) =>
  backend.share(backend.halves(inputs.input).imaginary, inputs.input.shape),
)
