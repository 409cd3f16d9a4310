import { backend_util, Concat, util, type TensorInfo } from '@tensorflow/tfjs'
import { op } from '../ir'
import { defineKernel } from './defineKernel'

/** Tensors one after the other along an axis. */
export const concat = defineKernel<readonly TensorInfo[], { readonly axis: number }>(
  Concat,
  ({ inputs, attrs, backend }) => {
    const shapes = inputs.map((input) => input.shape)
    const axis = util.parseAxisParam(attrs.axis, shapes[0] ?? [])[0] ?? 0
    backend_util.assertParamsConsistent(shapes, axis)
    const [first] = inputs
    if (first && inputs.length === 1) return backend.share(first)
    const shape = backend_util.computeOutShape(shapes, axis)
    const values = inputs.map((input) => backend.value(input))
    const dtype = values[0]?.dtype ?? 'float32'
    const channels = axis === shape.length - 1 && dtype === 'float32'
    return channels ? op('@ConcatC', values, {}, shape) : op('Concat', values, { axis }, shape, dtype)
  },
)
