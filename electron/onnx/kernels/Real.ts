import { Real, type TensorInfo } from '@tensorflow/tfjs'
import { defineSharing } from './defineKernel'
import { separate } from './values'

/** The real half of a complex tensor. */
export const real = defineSharing<{ readonly input: TensorInfo }>(Real, ({ inputs, backend }) => {
  const half = backend.value(backend.halves(inputs.input).real)
  return { ...backend.give(separate(half)), shape: inputs.input.shape }
})
