import { Identity } from '@tensorflow/tfjs'
import { defineSharing, type Unary } from './defineKernel'

/** The same tensor: the data is shared. */
export const identity = defineSharing<Unary>(Identity, ({ inputs, backend }) => backend.share(inputs.x))
