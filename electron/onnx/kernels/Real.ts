import { Real, type TensorInfo } from '@tensorflow/tfjs'
import { defineSharing } from './defineKernel'
import { map } from './values'

/** The real half of a complex tensor. */
export const real = defineSharing<{ readonly input: TensorInfo }>(Real, ({ inputs, backend }) => {
  const half = backend.value(backend.halves(inputs.input).real)
  return { ...backend.give(map('Identity', half)), shape: inputs.input.shape }
})
