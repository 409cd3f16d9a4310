import { backend_util, SpaceToBatchND } from '@tensorflow/tfjs'
import { int64List, op, reshaped } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { fixed, transposed } from './values'

interface SpaceToBatchAttributes {
  readonly blockShape: number[]
  readonly paddings: number[][]
}

/** Noughts around the images, then every so-manieth row and column of each as an image of its own in the batch. */
export const spaceToBatchND = defineKernel<Unary, SpaceToBatchAttributes>(
  SpaceToBatchND,
  ({ inputs, attrs, backend }) => {
    const { blockShape, paddings } = attrs
    const x = backend.value(inputs.x)
    const rest = new Array<number>(x.shape.length - 1 - paddings.length).fill(0)
    const before = [0, ...paddings.map(([first = 0]) => first), ...rest]
    const after = [0, ...paddings.map(([, last = 0]) => last), ...rest]
    const shape = x.shape.map((size, axis) => size + (before[axis] ?? 0) + (after[axis] ?? 0))
    const framed = op('Pad', [x, int64List([...before, ...after]), fixed(0, x.dtype)], {}, shape, x.dtype)
    const count = blockShape.reduce((product, size) => product * size, 1)
    const apart = backend_util.getReshaped(shape, blockShape, count, false)
    const perm = backend_util.getPermuted(apart.length, blockShape.length, false)
    const whole = backend_util.getReshapedPermuted(shape, blockShape, count, false)
    return reshaped(transposed(reshaped(framed, apart, true), perm), whole, true)
  },
)
