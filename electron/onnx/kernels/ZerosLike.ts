import { ZerosLike } from '@tensorflow/tfjs'
import { int64List, op } from '../ir'
import type { Dtype } from '../onnx'
import { defineKernel, type Unary } from './defineKernel'
import { fixed } from './values'

/** Noughts, in the shape and type of x. */
export const zerosLike = defineKernel<Unary>(ZerosLike, ({ inputs }) => {
  const { shape } = inputs.x
  const dtype = inputs.x.dtype as Dtype
  const value = fixed(0, dtype)
  return shape.length ? op('Expand', [value, int64List(shape)], {}, shape, dtype) : value
})
