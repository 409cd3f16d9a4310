import { MaxPoolWithArgmax, util } from '@tensorflow/tfjs'
import { int32Scalar, severalOutputs, type Value } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { poolable, poolingAttributes, poolingOf, type PoolingAttributes } from './pooling'
import { broadcast, cast, choose, fixed, float, int32List, isNotNumber, transposed } from './values'

/** Less than every number: what is no number is never the greatest. */
const beneath = -3.4028234663852886e38

/** The greatest of each window and its place, counted along rows, columns, channels (and images, where asked for). */
export const maxPoolWithArgmax = defineKernel<
  Unary,
  PoolingAttributes & { readonly includeBatchInIndex: boolean }
>(
  MaxPoolWithArgmax,
  ({ inputs, attrs, backend }) => {
    const x = float(backend.value(inputs.x))
    const geometry = poolingOf(inputs.x.shape, attrs)
    const [n = 1, height = 1, width = 1, channels = 1] = inputs.x.shape
    const { kernel, strides, pads } = poolingAttributes(geometry)
    const [, rows, columns] = geometry.outShape
    const shape = [n, channels, rows, columns]
    const [greatest, places] = severalOutputs(
      'MaxPool',
      [transposed(choose(isNotNumber(x), fixed(beneath, 'float32'), x, x.shape), [0, 3, 1, 2])],
      { kernel_shape: kernel, strides, pads },
      [
        { shape, dtype: 'float32' },
        { shape, dtype: 'int64' },
      ],
    )
    if (!greatest || !places) throw new Error('MaxPool answers two tensors')
    // ONNX counts ((image · channels + channel) · height + row) · width + column
    const span = (count: number): number[] => Array.from({ length: count }, (_, index) => index)
    const pixels = height * width
    let place: Value = broadcast('Mod', cast(places, 'int32'), int32Scalar(pixels))
    if (attrs.includeBatchInIndex) {
      const images = int32List(
        span(n).map((image) => image * pixels),
        [n, 1, 1, 1],
      )
      place = broadcast('Add', place, images)
    }
    const lanes = int32List(span(channels), [channels, 1, 1])
    const index = broadcast('Add', broadcast('Mul', place, int32Scalar(channels)), lanes)
    return [transposed(greatest, [0, 2, 3, 1]), transposed(index, [0, 2, 3, 1])]
  },
  ({ inputs, attrs, backend }) => {
    const rank = inputs.x.shape.length
    util.assert(rank === 4, () => `maxPoolWithArgmax takes four axes, not ${rank}`)
    if ((backend.settings.provider ?? 'cpu') !== 'cpu')
      return 'the places of maxima, which ONNX Runtime does not give on graphics cards'
    return poolable(inputs.x.shape, attrs)
  },
)
