import { Relu6 } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { cast, clip, float } from './values'

/** x, no less than 0 and no more than 6. Whole numbers stay whole. */
export const relu6 = defineKernel<Unary>(Relu6, ({ inputs, backend }) => {
  const x = backend.value(inputs.x)
  return cast(clip(float(x), 0, 6), x.dtype === 'int32' ? 'int32' : 'float32')
})
