import { Complex, type TensorInfo } from '@tensorflow/tfjs'
import { defineSharing } from './defineKernel'

/** A complex tensor of its two halves, whose data is shared. */
export const complex = defineSharing<{ readonly real: TensorInfo; readonly imag: TensorInfo }>(
  Complex,
  ({ inputs, backend }) => backend.giveComplex(backend.share(inputs.real), backend.share(inputs.imag)),
)
