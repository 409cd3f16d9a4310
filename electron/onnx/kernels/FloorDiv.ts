import { FloorDiv } from '@tensorflow/tfjs'
import { defineKernel, type Binary } from './defineKernel'
import { flooredRemainder } from './division'
import { alike, broadcast, cast } from './values'

/** The greatest whole number not above a / b; int32. */
export const floorDiv = defineKernel<Binary>(FloorDiv, ({ inputs, backend }) => {
  const [a, b] = alike(backend.value(inputs.a), backend.value(inputs.b))
  return cast(broadcast('Div', broadcast('Sub', a, flooredRemainder(a, b)), b), 'int32')
})
