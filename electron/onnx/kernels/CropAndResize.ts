import { CropAndResize, type TensorInfo } from '@tensorflow/tfjs'
import { op } from '../ir'
import { defineKernel } from './defineKernel'
import { cast, float, int32List, transposed } from './values'

interface CropInputs {
  readonly image: TensorInfo
  readonly boxes: TensorInfo
  readonly boxInd: TensorInfo
}
interface CropAttributes {
  readonly cropSize: readonly [number, number]
  readonly method: 'bilinear' | 'nearest'
  readonly extrapolationValue: number
}

/** Boxes cut out of images [n, h, w, c] and resized to one size. */
export const cropAndResize = defineKernel<CropInputs, CropAttributes>(
  CropAndResize,
  ({ inputs, attrs, backend }) => {
    const { cropSize, method, extrapolationValue } = attrs
    const [boxes = 1] = inputs.boxes.shape
    const channels = inputs.image.shape[3] ?? 1
    const cropped = op(
      'CropAndResize',
      [
        transposed(float(backend.value(inputs.image)), [0, 3, 1, 2]),
        float(backend.value(inputs.boxes)),
        cast(backend.value(inputs.boxInd), 'int32'),
        int32List(cropSize),
      ],
      { mode: method, extrapolation_value: { float: extrapolationValue } },
      [boxes, channels, ...cropSize],
      'float32',
      'com.microsoft',
    )
    return transposed(cropped, [0, 2, 3, 1])
  },
)
