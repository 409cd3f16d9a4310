import { ResizeNearestNeighbor, type TensorInfo } from '@tensorflow/tfjs'
import { op } from '../ir'
import { defineKernel } from './defineKernel'
import { float } from './values'

interface ResizeAttributes {
  readonly size: readonly [number, number]
  readonly alignCorners: boolean
  readonly halfPixelCenters: boolean
}

/** Nearest upsampling by whole factors. */
export const resizeNearestNeighbor = defineKernel<{ readonly images: TensorInfo }, ResizeAttributes>(
  ResizeNearestNeighbor,
  ({ inputs, attrs, backend }) => {
    const [n = 1, height = 1, width = 1, channels = 1] = inputs.images.shape
    const [rows, columns] = attrs.size
    const scale = [rows / height, columns / width]
    return op('@UpNearest', [float(backend.value(inputs.images))], { scale }, [n, rows, columns, channels])
  },
  ({ inputs, attrs }) => {
    const [, height = 1, width = 1] = inputs.images.shape
    const [rows, columns] = attrs.size
    return !attrs.alignCorners && !attrs.halfPixelCenters && rows % height === 0 && columns % width === 0
  },
)
