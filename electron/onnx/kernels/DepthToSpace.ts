import { DepthToSpace, util } from '@tensorflow/tfjs'
import { reshaped } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { transposed } from './values'

interface DepthToSpaceAttributes {
  readonly blockSize: number
  readonly dataFormat: string
}

/** Channels spread over blocks of pixels: [n, h, w, b·b·c] to [n, b·h, b·w, c]. */
export const depthToSpace = defineKernel<Unary, DepthToSpaceAttributes>(
  DepthToSpace,
  ({ inputs, attrs, backend }) => {
    const { blockSize: side, dataFormat } = attrs
    util.assert(dataFormat === 'NHWC', () => `depthToSpace wants NHWC, not ${dataFormat}`)
    const [n = 1, height = 1, width = 1, channels = 1] = inputs.x.shape
    const depth = channels / (side * side)
    const blocks = reshaped(backend.value(inputs.x), [n, height, width, side, side, depth], true)
    return reshaped(transposed(blocks, [0, 1, 3, 2, 4, 5]), [n, height * side, width * side, depth], true)
  },
)
