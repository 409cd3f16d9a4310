import { ResizeNearestNeighborGrad, type TensorInfo } from '@tensorflow/tfjs'
import { op } from '../ir'
import { defineKernel } from './defineKernel'
import { nearestWeights, resampled, turnedWeights, type ResizeAttributes } from './resizing'
import { float } from './values'

interface ResizeGradInputs {
  readonly images: TensorInfo
  readonly dy: TensorInfo
}

/** Gradient of nearest resizing: the sum over each pixel's copies. */
export const resizeNearestNeighborGrad = defineKernel<ResizeGradInputs, ResizeAttributes>(
  ResizeNearestNeighborGrad,
  ({ inputs, attrs, backend }) => {
    const [, height = 1, width = 1] = inputs.images.shape
    const [, rows = 1, columns = 1] = inputs.dy.shape
    const dy = float(backend.value(inputs.dy))
    const repeats =
      !attrs.alignCorners && !attrs.halfPixelCenters && rows % height === 0 && columns % width === 0
    if (repeats) {
      const scale = [rows / height, columns / width]
      return op('@UpNearestGrad', [dy], { scale }, inputs.images.shape)
    }
    return resampled(
      dy,
      turnedWeights(nearestWeights(height, rows, attrs)),
      turnedWeights(nearestWeights(width, columns, attrs)),
    )
  },
)
