import { MaxPool } from '@tensorflow/tfjs'
import { op } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { poolable, poolingAttributes, poolingOf, trivial, type PoolingAttributes } from './pooling'
import { float } from './values'

/** The greatest of each window. */
export const maxPool = defineKernel<Unary, PoolingAttributes>(
  MaxPool,
  ({ inputs, attrs, backend }) => {
    const geometry = poolingOf(inputs.x.shape, attrs)
    if (trivial(geometry)) return backend.share(inputs.x)
    return op('@MaxPool', [float(backend.value(inputs.x))], poolingAttributes(geometry), geometry.outShape)
  },
  ({ inputs, attrs }) => poolable(inputs.x.shape, attrs),
)
