import { Conv3D, type TensorInfo } from '@tensorflow/tfjs'
import { op } from '../ir'
import { convolvable, geometryOf3d, windowAttributes3d, type Convolution3dAttributes } from './convolution3d'
import { defineKernel, type Unary } from './defineKernel'
import { float } from './values'

/** 3-D cross-correlation of [n, d, h, w, c] with [kd, kh, kw, in, out]. */
export const conv3D = defineKernel<Unary & { readonly filter: TensorInfo }, Convolution3dAttributes>(
  Conv3D,
  ({ inputs, attrs, backend }) => {
    const geometry = geometryOf3d(inputs.x.shape, inputs.filter.shape, attrs)
    const operands = [float(backend.value(inputs.x)), float(backend.value(inputs.filter))]
    return op('@Conv', operands, windowAttributes3d(geometry), geometry.outShape)
  },
  ({ inputs, attrs }) => convolvable(geometryOf3d(inputs.x.shape, inputs.filter.shape, attrs), attrs),
)
