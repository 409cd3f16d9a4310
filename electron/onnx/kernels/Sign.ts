import { Sign } from '@tensorflow/tfjs'
import { op } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { choose, fixed, map } from './values'

/** -1, 0 or 1; 0 for what is not a number, as TensorFlow.js has it. */
export const sign = defineKernel<Unary>(Sign, ({ inputs, backend }) => {
  const x = backend.value(inputs.x)
  if (x.dtype !== 'float32') return map('Sign', x)
  const isNumber = map('Not', op('IsNaN', [x], {}, x.shape, 'bool'))
  return choose(isNumber, map('Sign', x), fixed(0, x.dtype), x.shape)
})
