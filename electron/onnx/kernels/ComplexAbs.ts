import { ComplexAbs } from '@tensorflow/tfjs'
import { defineSharing, type Unary } from './defineKernel'
import { broadcast, choose, compare, fixed, map } from './values'

/** Distance from nought. Squares of the ratio of the halves: those of the halves themselves would underflow. */
export const complexAbs = defineSharing<Unary>(ComplexAbs, ({ inputs, backend }) => {
  const { real, imaginary } = backend.halves(inputs.x)
  const [a, b] = [map('Abs', backend.value(real)), map('Abs', backend.value(imaginary))]
  const [longer, shorter] = [broadcast('Max', a, b), broadcast('Min', a, b)]
  const ratio = broadcast('Div', shorter, longer)
  const factor = map('Sqrt', broadcast('Add', broadcast('Mul', ratio, ratio), fixed(1, 'float32')))
  const length = broadcast('Mul', longer, factor)
  const distance = choose(compare('Equal', longer, 0), longer, length, longer.shape)
  return { ...backend.give(distance), shape: inputs.x.shape }
})
