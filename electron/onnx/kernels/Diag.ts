import { Diag } from '@tensorflow/tfjs'
import { elements, reshaped } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { asNumbers, broadcast, choose, fixed, int32List } from './values'

/** A tensor's numbers on the diagonal of one of twice as many axes. */
export const diag = defineKernel<Unary>(Diag, ({ inputs, backend }) => {
  const count = elements(inputs.x.shape)
  const places = Array.from({ length: count }, (_, place) => place)
  const onDiagonal = broadcast('Equal', int32List(places, [count, 1]), int32List(places), 'bool')
  const shape = [...inputs.x.shape, ...inputs.x.shape]
  return asNumbers(backend.value(inputs.x), (x) =>
    reshaped(choose(onDiagonal, reshaped(x, [count], true), fixed(0, x.dtype), [count, count]), shape, true),
  )
})
