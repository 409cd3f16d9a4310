import { MaxPool3DGrad, type TensorInfo } from '@tensorflow/tfjs'
import { op } from '../ir'
import { defineKernel } from './defineKernel'
import { poolable3d, pooling3dAttributes, pooling3dOf, type Pooling3dAttributes } from './pooling3d'
import { float } from './values'

interface MaxPool3DGradInputs {
  readonly dy: TensorInfo
  readonly input: TensorInfo
  readonly output: TensorInfo
}

/** Gradient of max pooling of volumes, to the last maximum of each window, as TensorFlow.js breaks ties of volumes. */
export const maxPool3DGrad = defineKernel<MaxPool3DGradInputs, Pooling3dAttributes>(
  MaxPool3DGrad,
  ({ inputs, attrs, backend }) => {
    const { shape } = inputs.input
    const operands = [inputs.dy, inputs.input, inputs.output].map((tensor) => float(backend.value(tensor)))
    return op('@MaxPoolGrad', operands, pooling3dAttributes(pooling3dOf(shape, attrs)), shape)
  },
  ({ inputs, attrs }) => poolable3d(inputs.input.shape, attrs),
)
