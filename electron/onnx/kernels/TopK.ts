import { TopK } from '@tensorflow/tfjs'
import { int64List, severalOutputs } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { cast } from './values'

interface TopKAttributes {
  readonly k: number
  readonly sorted: boolean
}

/** The k greatest of each row of the last axis and their places, the first of equals first. */
export const topK = defineKernel<Unary, TopKAttributes>(
  TopK,
  ({ inputs, attrs, backend }) => {
    const given = backend.value(inputs.x)
    const x = given.dtype === 'bool' ? cast(given, 'int32') : given
    const shape = x.shape.with(-1, attrs.k)
    const [values, places] = severalOutputs(
      'TopK',
      [x, int64List([attrs.k])],
      { axis: x.shape.length - 1, largest: 1, sorted: 1 },
      [
        { shape, dtype: x.dtype },
        { shape, dtype: 'int64' },
      ],
    )
    if (!values || !places) throw new Error('TopK answers two tensors')
    return [cast(values, given.dtype), cast(places, 'int32')]
  },
  ({ attrs }) => attrs.k > 0 || 'a result without elements',
)
