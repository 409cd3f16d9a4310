import { Imag, type TensorInfo } from '@tensorflow/tfjs'
import { defineSharing } from './defineKernel'
import { map } from './values'

/** The imaginary half of a complex tensor. */
export const imag = defineSharing<{ readonly input: TensorInfo }>(Imag, ({ inputs, backend }) => {
  const half = backend.value(backend.halves(inputs.input).imaginary)
  return { ...backend.give(map('Identity', half)), shape: inputs.input.shape }
})
