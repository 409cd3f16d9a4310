import { OnesLike } from '@tensorflow/tfjs'
import { int64List, op } from '../ir'
import type { Dtype } from '../onnx'
import { defineKernel, type Unary } from './defineKernel'
import { fixed } from './values'

/** Ones, in the shape and type of x. */
export const onesLike = defineKernel<Unary>(OnesLike, ({ inputs }) => {
  const { shape } = inputs.x
  const dtype = inputs.x.dtype as Dtype
  const value = fixed(1, dtype)
  return shape.length ? op('Expand', [value, int64List(shape)], {}, shape, dtype) : value
})
