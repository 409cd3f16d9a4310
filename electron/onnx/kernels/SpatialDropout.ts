import type { TensorInfo } from '@tensorflow/tfjs'
import { op } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { float } from './values'

/**
 * Our own kernel: every map of every image times its number in `mask`, [n, c], which is not negative. A product would
 * do, but could not be moved before the activation that it follows.
 */
export const spatialDropout = defineKernel<Unary & { readonly mask: TensorInfo }>(
  'SpatialDropout',
  ({ inputs, backend }) =>
    op(
      '@SpatialDropout',
      [float(backend.value(inputs.x)), float(backend.value(inputs.mask))],
      {},
      inputs.x.shape,
    ),
)
