import { Reshape, util } from '@tensorflow/tfjs'
import { elements } from '../ir'
import { defineSharing, type Unary } from './defineKernel'

/** The same numbers in another shape; the data is shared. One size may be -1: what is left. */
export const reshape = defineSharing<Unary, { readonly shape: number[] }>(
  Reshape,
  ({ inputs, attrs, backend }) => {
    const count = elements(inputs.x.shape)
    const shape = util.inferFromImplicitShape(attrs.shape, count)
    util.assert(
      elements(shape) === count,
      () => `a tensor of shape [${inputs.x.shape.join()}] cannot take the shape [${shape.join()}]`,
    )
    return backend.share(inputs.x, shape)
  },
)
