import { ResizeBilinear, type TensorInfo } from '@tensorflow/tfjs'
import { defineKernel } from './defineKernel'
import { bilinearWeights, resampled, type ResizeAttributes } from './resizing'
import { float } from './values'

/** Images [n, h, w, c] resized, each pixel a mean of its four neighbours, in all three ways of placing pixels. */
export const resizeBilinear = defineKernel<
  { readonly images: TensorInfo },
  ResizeAttributes & { readonly size: readonly [number, number] }
>(ResizeBilinear, ({ inputs, attrs, backend }) => {
  const [, height = 1, width = 1] = inputs.images.shape
  const [rows, columns] = attrs.size
  return resampled(
    float(backend.value(inputs.images)),
    bilinearWeights(height, rows, attrs),
    bilinearWeights(width, columns, attrs),
  )
})
