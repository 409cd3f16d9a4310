import { Prelu, type TensorInfo } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { broadcast, choose, compare, float } from './values'

/** x where x ≥ 0, else alpha · x, alpha being a tensor. */
export const prelu = defineKernel<Unary & { readonly alpha: TensorInfo }>(Prelu, ({ inputs, backend }) => {
  const x = float(backend.value(inputs.x))
  const scaled = broadcast('Mul', x, float(backend.value(inputs.alpha)))
  return choose(compare('Less', x, 0), scaled, x, scaled.shape)
})
