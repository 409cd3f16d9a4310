import { Imag, type TensorInfo } from '@tensorflow/tfjs'
import { defineSharing } from './defineKernel'
import { separate } from './values'

/** The imaginary half of a complex tensor. */
export const imag = defineSharing<{ readonly input: TensorInfo }>(Imag, ({ inputs, backend }) => {
  const half = backend.value(backend.halves(inputs.input).imaginary)
  return { ...backend.give(separate(half)), shape: inputs.input.shape }
})
