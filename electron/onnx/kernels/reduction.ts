import { util } from '@tensorflow/tfjs'
import type { OnnxBackend } from '../backend'
import { int64List, op, type Value } from '../ir'
import type { Unary } from './defineKernel'
import { cast } from './values'

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
  const sorted = axes.toSorted((a, b) => a - b).join()
  const spatial = x.shape.length === 4 && x.dtype === 'float32' && (sorted === '1,2' || sorted === '0,1,2')
  if (spatial && (name === 'ReduceSum' || name === 'ReduceMean')) {
    const attributes = { mean: name === 'ReduceMean' ? 1 : 0, batch: sorted === '0,1,2' ? 1 : 0 }
    return op('@ReduceSpatial', [x], attributes, shape)
  }
  return op(name, [x, int64List(axes)], { keepdims: attrs.keepDims ? 1 : 0 }, shape, x.dtype)
}
