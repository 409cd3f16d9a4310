import { Atan2 } from '@tensorflow/tfjs'
import type { Value } from '../ir'
import { defineKernel, type Binary } from './defineKernel'
import { broadcast, choose, compare, fixed, float, map } from './values'

const number = (value: number): Value => fixed(value, 'float32')
/** Less than nought, minus nought included: its reciprocal is. */
const negative = (x: Value): Value => compare('Less', map('Reciprocal', x), 0)

/** The angle in [-π, π] of the point (b, a). */
export const atan2 = defineKernel<Binary>(Atan2, ({ inputs, backend }) => {
  const y = float(backend.value(inputs.a))
  const x = float(backend.value(inputs.b))
  const slope = broadcast('Div', y, x)
  const { shape } = slope
  const onAxis = compare('Equal', x, 0)
  // upright: ± π/2 by the sign of y, which is NaN or nought itself otherwise
  const down = choose(compare('Less', y, 0), number(-Math.PI / 2), y, y.shape)
  const upright = choose(compare('Greater', y, 0), number(Math.PI / 2), down, y.shape)
  const near = choose(onAxis, upright, map('Atan', slope), shape)
  const turn = choose(negative(y), number(-Math.PI), number(Math.PI), y.shape)
  const left = broadcast('Or', compare('Less', x, 0), compare('Equal', y, 0), 'bool')
  const behind = broadcast('And', negative(x), left, 'bool')
  return choose(behind, broadcast('Add', near, turn), near, shape)
})
