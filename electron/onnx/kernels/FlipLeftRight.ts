import { FlipLeftRight, type TensorInfo } from '@tensorflow/tfjs'
import { defineKernel } from './defineKernel'
import { layers } from './values'

/** Images [n, h, w, c] mirrored, left for right. */
export const flipLeftRight = defineKernel<{ readonly image: TensorInfo }>(
  FlipLeftRight,
  ({ inputs, backend }) => {
    const image = backend.value(inputs.image)
    const width = image.shape[2] ?? 1
    return layers(
      image,
      2,
      Array.from({ length: width }, (_, column) => width - 1 - column),
    )
  },
)
