import { ResizeNearestNeighborGrad, type TensorInfo } from '@tensorflow/tfjs'
import { op } from '../ir'
import { defineKernel } from './defineKernel'
import { float } from './values'

interface ResizeGradInputs {
  readonly images: TensorInfo
  readonly dy: TensorInfo
}

/** Gradient of nearest upsampling by whole factors: the sum over each pixel's copies. */
export const resizeNearestNeighborGrad = defineKernel<ResizeGradInputs, { readonly alignCorners: boolean }>(
  ResizeNearestNeighborGrad,
  ({ inputs, backend }) => {
    const [, height = 1, width = 1] = inputs.images.shape
    const [, rows = 1, columns = 1] = inputs.dy.shape
    const scale = [rows / height, columns / width]
    return op('@UpNearestGrad', [float(backend.value(inputs.dy))], { scale }, inputs.images.shape)
  },
  ({ inputs, attrs }) => {
    const [, height = 1, width = 1] = inputs.images.shape
    const [, rows = 1, columns = 1] = inputs.dy.shape
    return !attrs.alignCorners && rows % height === 0 && columns % width === 0
  },
)
