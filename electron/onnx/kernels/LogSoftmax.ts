import { LogSoftmax, type TensorInfo } from '@tensorflow/tfjs'
import { defineKernel } from './defineKernel'
import { float, map } from './values'

/** Logarithm of the softmax over an axis. */
export const logSoftmax = defineKernel<{ readonly logits: TensorInfo }, { readonly axis: number }>(
  LogSoftmax,
  ({ inputs, attrs, backend }) =>
    map('LogSoftmax', float(backend.value(inputs.logits)), { axis: attrs.axis }),
)
