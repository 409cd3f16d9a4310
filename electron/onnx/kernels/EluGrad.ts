import { EluGrad, type TensorInfo } from '@tensorflow/tfjs'
import { float32Scalar } from '../ir'
import { defineKernel } from './defineKernel'
import { broadcast, choose, compare, float } from './values'

interface EluGradInputs {
  readonly dy: TensorInfo
  readonly y: TensorInfo
}

/** Gradient of Elu from its output: dy where y ≥ 0, else dy · (y + 1). */
export const eluGrad = defineKernel<EluGradInputs>(EluGrad, ({ inputs, backend }) => {
  const dy = float(backend.value(inputs.dy))
  const y = float(backend.value(inputs.y))
  const below = broadcast('Mul', dy, broadcast('Add', y, float32Scalar(1)))
  return choose(compare('GreaterOrEqual', y, 0), dy, below, y.shape)
})
