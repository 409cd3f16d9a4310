import { Floor } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { cast, float, map } from './values'

/** The next whole number downwards. Whole numbers stay whole. */
export const floor = defineKernel<Unary>(Floor, ({ inputs, backend }) => {
  const x = backend.value(inputs.x)
  return cast(map('Floor', float(x)), x.dtype === 'int32' ? 'int32' : 'float32')
})
