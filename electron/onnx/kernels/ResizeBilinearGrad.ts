import { ResizeBilinearGrad, type TensorInfo } from '@tensorflow/tfjs'
import { defineKernel } from './defineKernel'
import { bilinearWeights, resampled, turnedWeights, type ResizeAttributes } from './resizing'
import { float } from './values'

interface ResizeGradInputs {
  readonly images: TensorInfo
  readonly dy: TensorInfo
}

/** Gradient of bilinear resizing, right in all three ways of placing pixels: TensorFlow.js's own is not. */
export const resizeBilinearGrad = defineKernel<ResizeGradInputs, ResizeAttributes>(
  ResizeBilinearGrad,
  ({ inputs, attrs, backend }) => {
    const [, height = 1, width = 1] = inputs.images.shape
    const [, rows = 1, columns = 1] = inputs.dy.shape
    return resampled(
      float(backend.value(inputs.dy)),
      turnedWeights(bilinearWeights(height, rows, attrs)),
      turnedWeights(bilinearWeights(width, columns, attrs)),
    )
  },
)
