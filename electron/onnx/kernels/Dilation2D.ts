import { backend_util, Dilation2D, type TensorInfo } from '@tensorflow/tfjs'
import { int64List, op, type Value } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { between, broadcast, fixed, float } from './values'

interface DilationAttributes {
  readonly strides: number | [number, number]
  readonly pad: 'valid' | 'same' | number
  readonly dilations: number | [number, number]
}

/** Grey dilation: the greatest of pixel plus filter over each window, channel by channel. */
export const dilation2D = defineKernel<Unary & { readonly filter: TensorInfo }, DilationAttributes>(
  Dilation2D,
  ({ inputs, attrs, backend }) => {
    const geometry = backend_util.computeDilation2DInfo(
      inputs.x.shape as [number, number, number, number],
      inputs.filter.shape as [number, number, number],
      attrs.strides,
      attrs.pad,
      'NHWC',
      attrs.dilations,
    )
    const { padInfo, outHeight, outWidth, outShape, filterHeight, filterWidth } = geometry
    const { strideHeight, strideWidth, dilationHeight, dilationWidth } = geometry
    const [n = 1, height = 1, width = 1, channels = 1] = inputs.x.shape
    const pads = int64List([0, padInfo.top, padInfo.left, 0, 0, padInfo.bottom, padInfo.right, 0])
    const framed = [n, height + padInfo.top + padInfo.bottom, width + padInfo.left + padInfo.right, channels]
    const lowest = fixed(-Infinity, 'float32')
    const x = op('Pad', [float(backend.value(inputs.x)), pads, lowest], {}, framed)
    const filter = float(backend.value(inputs.filter))
    const taps: Value[] = []
    for (let row = 0; row < filterHeight; row++)
      for (let column = 0; column < filterWidth; column++) {
        const [top, left] = [row * dilationHeight, column * dilationWidth]
        const ends = [top + (outHeight - 1) * strideHeight + 1, left + (outWidth - 1) * strideWidth + 1]
        const window = [int64List([top, left]), int64List(ends), int64List([1, 2])]
        const piece = op('Slice', [x, ...window, int64List([strideHeight, strideWidth])], {}, outShape)
        taps.push(broadcast('Add', piece, between(between(filter, 0, row, row + 1), 1, column, column + 1)))
      }
    return op('Max', taps, {}, outShape)
  },
)
