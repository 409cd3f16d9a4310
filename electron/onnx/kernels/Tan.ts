import { Tan } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { broadcast, cast, float, map } from './values'

/** Tangent of an angle in radians. In double: near its poles the last digit of a float32 decides. */
export const tan = defineKernel<Unary>(Tan, ({ inputs, backend }) => {
  const angle = cast(float(backend.value(inputs.x)), 'float64')
  return cast(broadcast('Div', map('Sin', angle), map('Cos', angle)), 'float32')
})
