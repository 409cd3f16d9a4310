import { MirrorPad } from '@tensorflow/tfjs'
import type { Value } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { layers } from './values'

interface MirrorPadAttributes {
  readonly paddings: readonly (readonly [number, number])[]
  readonly mode: 'reflect' | 'symmetric'
}

/** A tensor's own layers mirrored at its edges: the edge itself once (reflect) or twice (symmetric). */
export const mirrorPad = defineKernel<Unary, MirrorPadAttributes>(MirrorPad, ({ inputs, attrs, backend }) => {
  const twice = attrs.mode === 'symmetric' ? 1 : 0
  return attrs.paddings.reduce<Value>((x, [before, after], axis) => {
    if (before === 0 && after === 0) return x
    const size = x.shape[axis] ?? 1
    const list = Array.from({ length: before + size + after }, (_, index) => {
      const place = index - before
      if (place < 0) return -place - twice
      return place < size ? place : 2 * (size - 1) - place + twice
    })
    return layers(x, axis, list)
  }, backend.value(inputs.x))
})
