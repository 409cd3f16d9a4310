import { util } from '@tensorflow/tfjs'
import type { OnnxBackend } from '../backend'
import { int64List, op, type Value } from '../ir'
import type { Unary } from './defineKernel'
import { cast, choose, fixed, isNotNumber } from './values'

export interface ReductionAttributes {
  /** `Max` calls its axes `reductionIndices`, every other kernel `axis`. */
  readonly axis?: number | number[]
  readonly reductionIndices?: number | number[]
  readonly keepDims: boolean
}

/** An ONNX reduction over some axes, after `prepare`; bool is counted as int32. Without axes: x itself. */
export function reduction(
  name: string,
  inputs: Unary,
  attrs: ReductionAttributes,
  backend: OnnxBackend,
  prepare: (value: Value) => Value = (value) => value,
): Value {
  const given = prepare(backend.value(inputs.x))
  const x = given.dtype === 'bool' ? cast(given, 'int32') : given
  // no axes at all means every axis
  const named = (attrs.axis ?? attrs.reductionIndices) as number | number[]
  const axes = util.parseAxisParam(named, x.shape.slice())
  const shape = attrs.keepDims
    ? x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size))
    : x.shape.filter((_, axis) => !axes.includes(axis))
  if (!axes.length) return op('Identity', [x], {}, x.shape, x.dtype)
  const batch = spatialReduction(x, axes)
  if (batch !== null && (name === 'ReduceSum' || name === 'ReduceMean')) {
    const attributes = { mean: name === 'ReduceMean' ? 1 : 0, batch }
    return op('@ReduceSpatial', [x], attributes, shape)
  }
  return op(name, [x, int64List(axes)], { keepdims: attrs.keepDims ? 1 : 0 }, shape, x.dtype)
}

/** Is it a reduction of images or volumes over all spatial axes: 0, of the batch as well: 1, else null. */
function spatialReduction(x: Value, axes: readonly number[]): 0 | 1 | null {
  const rank = x.shape.length
  if ((rank !== 4 && rank !== 5) || x.dtype !== 'float32' || axes.includes(rank - 1)) return null
  // TensorFlow.js leaves axes of one element out of the gradient of a broadcast
  const whole = x.shape.slice(1, -1).every((size, index) => size === 1 || axes.includes(index + 1))
  if (!whole || axes.length < 2) return null
  return axes.includes(0) ? 1 : 0
}

/**
 * ReduceMax or ReduceMin with NaN where a number is none, which ONNX Runtime passes over. A traced step does without: it
 * would cost two more passes over memory, and a step whose numbers are none has a loss that is none.
 */
export function extreme(
  name: 'ReduceMax' | 'ReduceMin',
  inputs: Unary,
  attrs: ReductionAttributes,
  backend: OnnxBackend,
): Value {
  const found = reduction(name, inputs, attrs, backend)
  if (backend.tracing || found.dtype !== 'float32') return found
  const lost = reduction('ReduceMax', inputs, attrs, backend, (x) => cast(isNotNumber(x), 'int32'))
  return choose(cast(lost, 'bool'), fixed(NaN, 'float32'), found, found.shape)
}
