import { SquaredDifference } from '@tensorflow/tfjs'
import { defineKernel, type Binary } from './defineKernel'
import { alike, broadcast } from './values'

/** (a - b)². */
export const squaredDifference = defineKernel<Binary>(SquaredDifference, ({ inputs, backend }) => {
  const difference = broadcast('Sub', ...alike(backend.value(inputs.a), backend.value(inputs.b)))
  return broadcast('Mul', difference, difference)
})
