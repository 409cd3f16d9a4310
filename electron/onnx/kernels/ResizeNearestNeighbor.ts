import { ResizeNearestNeighbor, type TensorInfo } from '@tensorflow/tfjs'
import { op } from '../ir'
import { defineKernel } from './defineKernel'
import { nearestPlaces, type ResizeAttributes } from './resizing'
import { float, layers } from './values'

/** Images [n, h, w, c] resized, each pixel a copy of one; upsampling by whole factors keeps its own operator. */
export const resizeNearestNeighbor = defineKernel<
  { readonly images: TensorInfo },
  ResizeAttributes & { readonly size: readonly [number, number] }
>(ResizeNearestNeighbor, ({ inputs, attrs, backend }) => {
  const [n = 1, height = 1, width = 1, channels = 1] = inputs.images.shape
  const images = float(backend.value(inputs.images))
  const [rows, columns] = attrs.size
  const repeats =
    !attrs.alignCorners && !attrs.halfPixelCenters && rows % height === 0 && columns % width === 0
  if (repeats) {
    const scale = [rows / height, columns / width]
    return op('@UpNearest', [images], { scale }, [n, rows, columns, channels])
  }
  return layers(
    layers(images, 1, nearestPlaces(height, rows, attrs)),
    2,
    nearestPlaces(width, columns, attrs),
  )
})
