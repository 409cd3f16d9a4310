import { Complex, type TensorInfo } from '@tensorflow/tfjs'
import { defineSharing } from './defineKernel'
import { float, separate } from './values'

/** A complex tensor of two halves, which it holds under data ids of its own: TensorFlow.js counts those of tensors. */
export const complex = defineSharing<{ readonly real: TensorInfo; readonly imag: TensorInfo }>(
  Complex,
  ({ inputs, backend }) => {
    const half = (tensor: TensorInfo): TensorInfo => backend.give(separate(float(backend.value(tensor))))
    return backend.giveComplex(half(inputs.real), half(inputs.imag))
  },
)
