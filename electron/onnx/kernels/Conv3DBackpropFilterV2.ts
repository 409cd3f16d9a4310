import { Conv3DBackpropFilterV2, type TensorInfo } from '@tensorflow/tfjs'
import { op } from '../ir'
import { convolvable, geometryOf3d, windowAttributes3d, type Convolution3dAttributes } from './convolution3d'
import { defineKernel, type Unary } from './defineKernel'
import { float } from './values'

interface Attributes extends Convolution3dAttributes {
  readonly filterShape: readonly number[]
}

/** Gradient of a 3-D convolution with respect to its filter. */
export const conv3DBackpropFilter = defineKernel<Unary & { readonly dy: TensorInfo }, Attributes>(
  Conv3DBackpropFilterV2,
  ({ inputs, attrs, backend }) => {
    const window = windowAttributes3d(geometryOf3d(inputs.x.shape, attrs.filterShape, attrs))
    const operands = [float(backend.value(inputs.x)), float(backend.value(inputs.dy))]
    return op('@ConvDW', operands, window, attrs.filterShape.slice())
  },
  ({ inputs, attrs }) => convolvable(geometryOf3d(inputs.x.shape, attrs.filterShape, attrs), attrs),
)
