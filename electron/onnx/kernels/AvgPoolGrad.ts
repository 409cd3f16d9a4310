import { AvgPoolGrad, type backend_util, type TensorInfo } from '@tensorflow/tfjs'
import { constant, op, type Value } from '../ir'
import { groupsTurned } from './convolution'
import { defineKernel } from './defineKernel'
import { poolingAttributes, poolingOf, type PoolingAttributes } from './pooling'
import { broadcast, fixed, float } from './values'

interface AvgPoolGradInputs {
  readonly dy: TensorInfo
  readonly input: TensorInfo
}

/** How many pixels of the image each window sees, along one axis. */
function seen(windows: number, stride: number, kernel: number, before: number, size: number): number[] {
  return Array.from({ length: windows }, (_, window) => {
    const start = window * stride - before
    return Math.max(1, Math.min(start + kernel, size) - Math.max(start, 0))
  })
}

/** One over the pixels of each window, [1, rows, columns, 1]; TensorFlow.js's own gradient counts the padding too. */
function shares(geometry: backend_util.Conv2DInfo, rows: number, columns: number): Value {
  const { padInfo, inHeight, inWidth, strideHeight, strideWidth, filterHeight, filterWidth } = geometry
  const tall = seen(rows, strideHeight, filterHeight, padInfo.top, inHeight)
  const wide = seen(columns, strideWidth, filterWidth, padInfo.left, inWidth)
  if ([...tall, ...wide].every((count, index) => count === (index < rows ? filterHeight : filterWidth)))
    return fixed(1 / (filterHeight * filterWidth), 'float32')
  const counts = tall.flatMap((height) => wide.map((width) => 1 / (height * width)))
  return constant(Float32Array.from(counts), [1, rows, columns, 1], 'float32')
}

/** Do the windows cover the image, each pixel once? */
const sideBySide = (geometry: backend_util.Conv2DInfo, rows: number, columns: number): boolean =>
  geometry.filterHeight === geometry.strideHeight &&
  geometry.filterWidth === geometry.strideWidth &&
  rows * geometry.filterHeight === geometry.inHeight &&
  columns * geometry.filterWidth === geometry.inWidth

/** Gradient of average pooling: each pixel of a window gets its share of the window's. */
export const avgPoolGrad = defineKernel<AvgPoolGradInputs, PoolingAttributes>(
  AvgPoolGrad,
  ({ inputs, attrs, backend }) => {
    const { shape } = inputs.input
    const geometry = poolingOf(shape, attrs)
    const [, rows = 1, columns = 1, channels = 1] = inputs.dy.shape
    const { filterHeight, filterWidth } = geometry
    const share = broadcast('Mul', float(backend.value(inputs.dy)), shares(geometry, rows, columns))
    if (sideBySide(geometry, rows, columns))
      return op('@UpNearest', [share], { scale: [filterHeight, filterWidth] }, shape)
    const size = filterHeight * filterWidth * channels
    const ones = constant(new Float32Array(size).fill(1), [filterHeight, filterWidth, 1, channels], 'float32')
    return op('@ConvDX', [share, ones], poolingAttributes(geometry), shape)
  },
  ({ inputs, attrs, backend }) => {
    const [, rows = 1, columns = 1] = inputs.dy.shape
    return sideBySide(poolingOf(inputs.input.shape, attrs), rows, columns) || groupsTurned({ backend })
  },
)
