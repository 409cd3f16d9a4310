import { LinSpace } from '@tensorflow/tfjs'
import { known } from '../ir'
import { defineKernel } from './defineKernel'

interface LinSpaceAttributes {
  readonly start: number
  readonly stop: number
  readonly num: number
}

/** Numbers from start to stop at equal distances. They depend on no tensor: they are known at once. */
export const linSpace = defineKernel<Record<string, never>, LinSpaceAttributes>(LinSpace, ({ attrs }) => {
  const { start, stop, num } = attrs
  const step = num > 1 ? (stop - start) / (num - 1) : 0
  const numbers = Float32Array.from({ length: num }, (_, index) => start + index * step)
  return known(numbers, [num], 'float32')
})
