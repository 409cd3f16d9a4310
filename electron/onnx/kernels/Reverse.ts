import { Reverse, util } from '@tensorflow/tfjs'
import { int64List, op } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { asNumbers } from './values'

const beforeTheFirst = -(2 ** 31)

/** The axes `dims` backwards. */
export const reverse = defineKernel<Unary, { readonly dims: number[] }>(
  Reverse,
  ({ inputs, attrs, backend }) => {
    if (!inputs.x.shape.length) return backend.share(inputs.x)
    const axes = util.parseAxisParam(attrs.dims, inputs.x.shape)
    const each = (value: number): number[] => axes.map(() => value)
    return asNumbers(backend.value(inputs.x), (x) =>
      op(
        'Slice',
        [x, int64List(each(-1)), int64List(each(beforeTheFirst)), int64List(axes), int64List(each(-1))],
        {},
        x.shape,
        x.dtype,
      ),
    )
  },
)
