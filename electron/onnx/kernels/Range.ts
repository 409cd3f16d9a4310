import { Range } from '@tensorflow/tfjs'
import { known } from '../ir'
import { defineKernel } from './defineKernel'

interface RangeAttributes {
  readonly start: number
  readonly stop: number
  readonly step: number
  readonly dtype: 'float32' | 'int32'
}

/** Numbers from start, step by step, up to but not including stop. They depend on no tensor: they are known at once. */
export const range = defineKernel<Record<string, never>, RangeAttributes>(Range, ({ attrs }) => {
  const { start, stop, dtype } = attrs
  const step = stop < start && attrs.step === 1 ? -1 : attrs.step
  const towards = step > 0 ? stop > start : stop < start
  const count = towards ? Math.ceil(Math.abs((stop - start) / step)) : 0
  const numbers = Array.from({ length: count }, (_, index) => start + index * step)
  const shape = [count]
  return known(dtype === 'int32' ? Int32Array.from(numbers) : Float32Array.from(numbers), shape, dtype)
})
