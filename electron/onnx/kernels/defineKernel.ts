import type * as tf from '@tensorflow/tfjs'
import { backendName, type OnnxBackend } from '../backend'
import { fallBack, type KernelInputs } from '../fallback'
import { elements, Value } from '../ir'

export interface Unary {
  readonly x: tf.TensorInfo
}
export interface Binary {
  readonly a: tf.TensorInfo
  readonly b: tf.TensorInfo
}

export interface KernelCall<Inputs, Attributes> {
  readonly inputs: Inputs
  readonly attrs: Attributes
  readonly backend: OnnxBackend
}

/** What a kernel answers: values of the graph, or tensors that exist already. */
export type KernelResult = Value | tf.TensorInfo | readonly (Value | tf.TensorInfo)[]

/**
 * A kernel of this backend. TensorFlow.js hands inputs and attributes over untyped; the cast is made here, once.
 * Strings, complex numbers, empty tensors and whatever `applies` refuses run on the cpu backend and are counted.
 */
export function defineKernel<Inputs, Attributes = Record<string, never>>(
  kernelName: string,
  run: (call: KernelCall<Inputs, Attributes>) => KernelResult,
  applies: (call: { readonly inputs: Inputs; readonly attrs: Attributes }) => boolean = () => true,
): tf.KernelConfig {
  return {
    kernelName,
    backendName,
    kernelFunc: ({ inputs, attrs, backend }) => {
      const call = { inputs, attrs: attrs ?? {}, backend } as KernelCall<Inputs, Attributes>
      const tensors = inputs as KernelInputs
      if (!numeric(tensors) || !applies(call)) return fallBack(call.backend, kernelName, tensors, attrs)
      const result = run(call)
      return Array.isArray(result)
        ? (result as (Value | tf.TensorInfo)[]).map((each) => given(call.backend, each))
        : given(call.backend, result as Value | tf.TensorInfo)
    },
  }
}

const given = (backend: OnnxBackend, result: Value | tf.TensorInfo): tf.TensorInfo =>
  result instanceof Value ? backend.give(result) : result

const numeric = (inputs: KernelInputs): boolean =>
  Object.values(inputs).every((input) =>
    [input].flat().every((tensor) => {
      if (!tensor) return true
      return tensor.dtype !== 'string' && tensor.dtype !== 'complex64' && elements(tensor.shape) > 0
    }),
  )
