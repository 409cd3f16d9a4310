import { AvgPool3D } from '@tensorflow/tfjs'
import { op } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { poolable3d, pooling3dAttributes, pooling3dOf, type Pooling3dAttributes } from './pooling3d'
import { float } from './values'

/** The mean of the voxels that exist in each window of a volume. */
export const avgPool3D = defineKernel<Unary, Pooling3dAttributes>(
  AvgPool3D,
  ({ inputs, attrs, backend }) => {
    const geometry = pooling3dOf(inputs.x.shape, attrs)
    return op('@AvgPool', [float(backend.value(inputs.x))], pooling3dAttributes(geometry), geometry.outShape)
  },
  ({ inputs, attrs }) => poolable3d(inputs.x.shape, attrs),
)
