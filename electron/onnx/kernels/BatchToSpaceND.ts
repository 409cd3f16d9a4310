import { backend_util, BatchToSpaceND } from '@tensorflow/tfjs'
import { reshaped, type Value } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { between, transposed } from './values'

interface BatchToSpaceAttributes {
  readonly blockShape: number[]
  readonly crops: number[][]
}

/** Images of the batch interlaced into larger ones, whose edges are cut; the reverse of SpaceToBatchND. */
export const batchToSpaceND = defineKernel<Unary, BatchToSpaceAttributes>(
  BatchToSpaceND,
  ({ inputs, attrs, backend }) => {
    const { blockShape, crops } = attrs
    const count = blockShape.reduce((product, size) => product * size, 1)
    const apart = backend_util.getReshaped(inputs.x.shape, blockShape, count)
    const perm = backend_util.getPermuted(apart.length, blockShape.length)
    const whole = backend_util.getReshapedPermuted(inputs.x.shape, blockShape, count)
    const turned = transposed(reshaped(backend.value(inputs.x), apart, true), perm)
    return crops.reduce<Value>(
      (cut, [before = 0, after = 0], index) => {
        const axis = index + 1
        const size = cut.shape[axis] ?? 1
        return before === 0 && after === 0 ? cut : between(cut, axis, before, size - after)
      },
      reshaped(turned, whole, true),
    )
  },
)
