import { Atan2 } from '@tensorflow/tfjs'
import { defineKernel, type Binary } from './defineKernel'
import { broadcast, choose, compare, fixed, float, map } from './values'

/** The angle in [-π, π] of the point (b, a). */
export const atan2 = defineKernel<Binary>(Atan2, ({ inputs, backend }) => {
  const y = float(backend.value(inputs.a))
  const x = float(backend.value(inputs.b))
  const near = map('Atan', broadcast('Div', y, x))
  const { shape } = near
  const turn = choose(compare('Less', y, 0), fixed(-Math.PI, 'float32'), fixed(Math.PI, 'float32'), y.shape)
  const turned = choose(compare('Less', x, 0), broadcast('Add', near, turn), near, shape)
  // upright: ± π/2, and y · 0 (nought, or NaN) where y has no sign
  const down = choose(
    compare('Less', y, 0),
    fixed(-Math.PI / 2, 'float32'),
    broadcast('Mul', y, fixed(0, 'float32')),
    y.shape,
  )
  const upright = choose(compare('Greater', y, 0), fixed(Math.PI / 2, 'float32'), down, y.shape)
  return choose(compare('Equal', x, 0), upright, turned, shape)
})
