import { Exp } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { cast, map } from './values'

/** e to the power of x. Of whole numbers in double: ONNX Runtime's quick form is wrong in the last digit. */
export const exp = defineKernel<Unary>(Exp, ({ inputs, backend }) => {
  const x = backend.value(inputs.x)
  return x.dtype === 'float32' ? map('Exp', x) : cast(map('Exp', cast(x, 'float64')), 'float32')
})
