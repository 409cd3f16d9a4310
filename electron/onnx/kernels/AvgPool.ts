import { AvgPool } from '@tensorflow/tfjs'
import { op } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { poolable, poolingAttributes, poolingOf, trivial, type PoolingAttributes } from './pooling'
import { float } from './values'

/** The mean of the pixels that exist in each window. */
export const avgPool = defineKernel<Unary, PoolingAttributes>(
  AvgPool,
  ({ inputs, attrs, backend }) => {
    const geometry = poolingOf(inputs.x.shape, attrs)
    if (trivial(geometry)) return backend.share(inputs.x)
    return op('@AvgPool', [float(backend.value(inputs.x))], poolingAttributes(geometry), geometry.outShape)
  },
  ({ inputs, attrs }) => poolable(inputs.x.shape, attrs),
)
