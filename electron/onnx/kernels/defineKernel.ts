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

/** Reasons that hold for every kernel, as the README's table of fall-backs has them. */
const ofStrings = 'strings: ONNX computes with numbers'
const ofComplex = 'complex numbers: ONNX has none'
const ofNothing = 'an empty tensor: there is nothing to compute'

/**
 * A kernel of this backend. TensorFlow.js hands inputs and attributes over untyped; the cast is made here, once.
 * Strings, complex numbers and empty tensors run on the cpu backend, and so does what `applies` refuses, with a sentence
 * that says why; each call is counted by its reason.
 */
export function defineKernel<Inputs, Attributes = Record<string, never>>(
  kernelName: string,
  run: (call: KernelCall<Inputs, Attributes>) => KernelResult,
  applies: (call: KernelCall<Inputs, Attributes>) => true | string = () => true,
): tf.KernelConfig {
  return {
    kernelName,
    backendName,
    kernelFunc: ({ inputs, attrs, backend }) => {
      const call = { inputs, attrs: attrs ?? {}, backend } as KernelCall<Inputs, Attributes>
      const tensors = inputs as KernelInputs
      const answer = notNumbers(tensors) ?? applies(call)
      if (answer !== true) return fallBack(call.backend, kernelName, tensors, attrs, answer)
      return given(call.backend, run(call))
    },
  }
}

/** A kernel that moves no numbers: it takes tensors of any kind, and answers tensors that share their data. */
export function defineSharing<Inputs, Attributes = Record<string, never>>(
  kernelName: string,
  run: (call: KernelCall<Inputs, Attributes>) => tf.TensorInfo,
): tf.KernelConfig {
  return {
    kernelName,
    backendName,
    kernelFunc: ({ inputs, attrs, backend }) =>
      run({ inputs, attrs: attrs ?? {}, backend } as KernelCall<Inputs, Attributes>),
  }
}

function given(backend: OnnxBackend, result: KernelResult): tf.TensorInfo | tf.TensorInfo[] {
  const one = (each: Value | tf.TensorInfo): tf.TensorInfo =>
    each instanceof Value ? backend.give(each) : each
  return isList(result) ? result.map(one) : one(result)
}

const isList = (result: KernelResult): result is readonly (Value | tf.TensorInfo)[] => Array.isArray(result)

/** Why these inputs cannot be values of the graph; null = they can. */
function notNumbers(inputs: KernelInputs): string | null {
  for (const tensor of Object.values(inputs).flat()) {
    if (tensor?.dtype === 'string') return ofStrings
    if (tensor?.dtype === 'complex64') return ofComplex
    if (tensor && elements(tensor.shape) === 0) return ofNothing
  }
  return null
}
