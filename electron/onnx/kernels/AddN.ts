import { AddN, type TensorInfo } from '@tensorflow/tfjs'
import { defineKernel } from './defineKernel'
import { alike, broadcast } from './values'

/** The sum of a list of tensors. */
export const addN = defineKernel<readonly TensorInfo[]>(AddN, ({ inputs, backend }) =>
  inputs.map((input) => backend.value(input)).reduce((sum, value) => broadcast('Add', ...alike(sum, value))),
)
