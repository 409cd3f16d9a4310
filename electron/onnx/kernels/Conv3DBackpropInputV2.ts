import { Conv3DBackpropInputV2, type TensorInfo } from '@tensorflow/tfjs'
import { op } from '../ir'
import { convolvable, geometryOf3d, windowAttributes3d, type Convolution3dAttributes } from './convolution3d'
import { defineKernel } from './defineKernel'
import { float } from './values'

interface BackpropInputs {
  readonly dy: TensorInfo
  readonly filter: TensorInfo
}
interface Attributes extends Convolution3dAttributes {
  readonly inputShape: readonly number[]
}

/** Gradient of a 3-D convolution with respect to its input, and the transposed convolution of volumes. */
export const conv3DBackpropInput = defineKernel<BackpropInputs, Attributes>(
  Conv3DBackpropInputV2,
  ({ inputs, attrs, backend }) => {
    const window = windowAttributes3d(geometryOf3d(attrs.inputShape, inputs.filter.shape, attrs))
    const operands = [float(backend.value(inputs.dy)), float(backend.value(inputs.filter))]
    return op('@ConvDX', operands, window, attrs.inputShape.slice())
  },
  ({ inputs, attrs }) => {
    const geometry = geometryOf3d(attrs.inputShape, inputs.filter.shape, attrs)
    const fits = geometry.outShape.every((size, axis) => axis === 4 || size === inputs.dy.shape[axis])
    return fits ? convolvable(geometry, attrs) : 'dy of another size than the shapes allow'
  },
)
