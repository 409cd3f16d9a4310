import { MaxPool3D } from '@tensorflow/tfjs'
import { op } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { poolable3d, pooling3dAttributes, pooling3dOf, type Pooling3dAttributes } from './pooling3d'
import { float } from './values'

/** The greatest of each window of a volume. */
export const maxPool3D = defineKernel<Unary, Pooling3dAttributes>(
  MaxPool3D,
  ({ inputs, attrs, backend }) => {
    const geometry = pooling3dOf(inputs.x.shape, attrs)
    return op('@MaxPool', [float(backend.value(inputs.x))], pooling3dAttributes(geometry), geometry.outShape)
  },
  ({ inputs, attrs }) => poolable3d(inputs.x.shape, attrs),
)
