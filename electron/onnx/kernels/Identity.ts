import { Identity } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'

/** The same tensor: the data is shared. */
export const identity = defineKernel<Unary>(Identity, ({ inputs, backend }) => backend.share(inputs.x))
