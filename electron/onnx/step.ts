import * as tf from '@tensorflow/tfjs'
import { OnnxBackend } from './backend'
import type { PlanMemory } from './memoryOfPlan'
import type { SessionOptions } from './runtime'
import { traceStep, type Trace } from './trace'

/** A function of tensors that may assign variables; every result is float32. */
export type StepFunction<Inputs extends readonly tf.Tensor[]> = (
  ...inputs: Inputs
) => tf.Tensor | readonly tf.Tensor[]

/** One compiled form of a step, for inputs of one set of shapes. */
export interface TraceSummary {
  readonly shapes: string
  /** ONNX nodes. */
  readonly nodes: number
  /** Variables that the step assigns. */
  readonly states: number
  /** Bytes of the variables' two buffers. */
  readonly stateBytes: number
  /** What a run takes beside the variables, bytes; null where that is not known. */
  readonly memory: () => PlanMemory | null
}

export interface StepOptions {
  /** Start of the path of a file for ONNX Runtime's own profile, written when the step is disposed. For measurements. */
  readonly profile?: string
}

export interface CompiledStep<Inputs extends readonly tf.Tensor[]> {
  /** Runs the step; one array for each result, the caller's to keep. */
  (...inputs: Inputs): Float32Array[]
  /**
   * Traces and compiles the step for inputs of these shapes and runs nothing: to know beforehand what it takes. False
   * where there is nothing to compile: on engines that do not trace, and for a step that makes variables.
   */
  readonly prepare: (...inputs: Inputs) => boolean
  /** What was compiled so far; empty on engines that do not trace. */
  readonly traces: () => readonly TraceSummary[]
  /** Frees the compiled forms. The variables stay. */
  readonly dispose: () => void
}

/**
 * Makes a step of training or prediction that is traced once for each set of input shapes (so a smaller last batch is a
 * second trace) and then replayed as one run of ONNX Runtime. On other engines it runs eagerly, with the same results.
 *
 * Inputs, and the variables that `step` reads, are read anew at every call: a changed learning rate, loaded weights and
 * other steps over the same variables are all seen. Anything else that `step` reads is frozen at the first call, and so
 * is every random draw: feed masks and noise as inputs. A step may not read tensors (`dataSync`).
 */
export function compileStep<Inputs extends readonly tf.Tensor[]>(
  step: StepFunction<Inputs>,
  options: StepOptions = {},
): CompiledStep<Inputs> {
  const traces = new Map<string, Trace>()
  const traced = (backend: OnnxBackend, inputs: Inputs): Trace | { readonly results: Float32Array[] } => {
    const key = inputs.map((input) => `${input.dtype}[${input.shape.join()}]`).join(' ')
    const known = traces.get(key)
    if (known) return known
    const made = traceStep(backend, () => listed(step(...inputs)), inputs, sessionOptions(options))
    if (!('results' in made)) traces.set(key, made)
    return made
  }
  const run = (...inputs: Inputs): Float32Array[] => {
    const backend = tf.backend()
    if (!(backend instanceof OnnxBackend)) return runEagerly(step, inputs)
    const trace = traced(backend, inputs)
    return 'results' in trace ? trace.results : trace.run(inputs) // variables came into being: that was an ordinary step
  }
  return Object.assign(run, {
    prepare: (...inputs: Inputs) => {
      const backend = tf.backend()
      return backend instanceof OnnxBackend && !('results' in traced(backend, inputs))
    },
    traces: () =>
      [...traces].map(([shapes, { nodes, states, stateBytes, memory }]) => ({
        ...{ shapes, nodes, states, stateBytes, memory },
      })),
    dispose: () => {
      for (const trace of traces.values()) trace.dispose()
      traces.clear()
    },
  })
}

const sessionOptions = ({ profile }: StepOptions): SessionOptions =>
  profile ? { enableProfiling: true, profileFilePrefix: profile } : {}

function runEagerly<Inputs extends readonly tf.Tensor[]>(
  step: StepFunction<Inputs>,
  inputs: Inputs,
): Float32Array[] {
  const results = tf.tidy(() => listed(step(...inputs)))
  return results.map((result) => {
    const data = (result.dataSync() as Float32Array).slice()
    result.dispose()
    return data
  })
}

function listed(results: tf.Tensor | readonly tf.Tensor[]): tf.Tensor[] {
  const list = results instanceof tf.Tensor ? [results] : [...results]
  for (const each of list) if (each.dtype !== 'float32') throw new Error('a compiled step gives float32 only')
  return list
}
