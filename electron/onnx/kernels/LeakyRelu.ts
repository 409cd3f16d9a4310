import { LeakyRelu } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { float, map } from './values'

/** x where x > 0, else alpha · x. */
export const leakyRelu = defineKernel<Unary, { readonly alpha: number }>(
  LeakyRelu,
  ({ inputs, attrs, backend }) =>
    map('LeakyRelu', float(backend.value(inputs.x)), { alpha: { float: attrs.alpha } }),
)
