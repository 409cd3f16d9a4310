import { ClipByValue } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { cast, clip, float } from './values'

interface Limits {
  readonly clipValueMin: number
  readonly clipValueMax: number
}

/** x, no less and no more than two limits. */
export const clipByValue = defineKernel<Unary, Limits>(ClipByValue, ({ inputs, attrs, backend }) => {
  const x = backend.value(inputs.x)
  return cast(clip(float(x), attrs.clipValueMin, attrs.clipValueMax), x.dtype)
})
