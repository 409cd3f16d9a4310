import * as tf from '@tensorflow/tfjs'
import type { OnnxBackend } from './backend'
import { elements, ofTensor, sameShape, type Shape, type Value } from './ir'
import { inputName, outputName } from './lower'
import type { PlanMemory } from './memoryOfPlan'
import { runtimeTensor, type RuntimeTensor, type SessionOptions } from './runtime'
import { compileWeightsFirst, compileWhole, type CompiledStepGraph } from './weightsFirst'
import { noteWrite } from './writes'

export interface Trace {
  readonly nodes: number
  readonly states: number
  readonly stateBytes: number
  /** What a run takes beside the variables. */
  readonly memory: () => PlanMemory | null
  run(inputs: readonly tf.Tensor[]): Float32Array[]
  dispose(): void
}

/** A variable that the step assigns, and the shape in which its graph reads and writes it. */
interface State {
  readonly variable: tf.Variable
  readonly shape: Shape
}

/** The other buffer of each variable that a traced step assigns; shared by all traces, hence kept with the variable. */
const spares = new WeakMap<tf.Variable, RuntimeTensor>()

/**
 * Runs `step` with kernels that only record, and compiles what it recorded: its inputs and the variables that it reads
 * are fed, its results and the variables that it assigns are fetched. If it makes variables it is an ordinary step
 * instead, and its results are given.
 */
export function traceStep(
  backend: OnnxBackend,
  step: () => tf.Tensor[],
  inputs: readonly tf.Tensor[],
  options: SessionOptions = {},
): Trace | { readonly results: Float32Array[] } {
  backend.flush()
  const before = new Map<tf.Variable, Value>()
  const owners = new Map<Value, tf.Variable>()
  for (const variable of registeredVariables()) {
    let value = backend.held(variable.dataId)
    if (owners.has(value)) {
      assign(backend, variable, copyOf(backend.computed(value)))
      value = backend.held(variable.dataId)
    }
    backend.computed(value)
    owners.set(value, variable)
    before.set(variable, value)
  }
  const given = inputs.map((input) => backend.held(input.dataId))
  for (const value of given) backend.computed(value)
  if (new Set(given).size !== given.length) throw new Error('a traced step takes each tensor once')

  const { results, values } = record(backend, step, before)
  if (registeredVariables().length !== before.size) {
    const data = results.map((result) => (result.dataSync() as Float32Array).slice())
    backend.flush()
    for (const result of results) result.dispose()
    return { results: data }
  }

  const assigned = [...before].filter(([variable, old]) => backend.held(variable.dataId) !== old)
  const now = assigned.map(([variable]) => backend.held(variable.dataId))
  const states: State[] = assigned.map(([variable], index) => ({ variable, shape: now[index]?.shape ?? [] }))
  const compiled = states.length
    ? compileWhole([...values, ...now], backend.settings, options)
    : compileWeightsFirst(values, (value) => !given.includes(value), backend.settings, options)
  backend.forgetPending()
  for (const [variable, old] of assigned) restore(backend, variable, old)
  const shapes = values.map((value) => value.shape)
  for (const result of results) result.dispose()

  const sources = compiled.inputs.map((value): Source => {
    const { shape } = value
    const place = given.indexOf(value)
    if (place >= 0) return { shape, place }
    const variable = owners.get(value)
    return variable ? { shape, variable } : { shape, frozen: backend.computed(value) }
  })
  const { nodes, memory, session, feedsOf, dispose } = compiled
  return replay(backend, { sources, states, shapes, nodes, memory, session, feedsOf, dispose })
}

/** Where a fed value comes from: the step's arguments by place, a variable, or a tensor that never changes. */
type Source = { readonly shape: Shape } & (
  | { readonly place: number }
  | { readonly variable: tf.Variable }
  | { readonly frozen: RuntimeTensor }
)

interface Replayed extends Pick<CompiledStepGraph, 'nodes' | 'memory' | 'session' | 'feedsOf' | 'dispose'> {
  readonly sources: readonly Source[]
  readonly states: readonly State[]
  /** Shapes of the results. */
  readonly shapes: readonly Shape[]
}

/** Stands outside `traceStep`: what runs for hours must not hold on to the record, nor to the weights of that moment. */
function replay(backend: OnnxBackend, compiled: Replayed): Trace {
  const { sources, states, shapes, nodes, memory, session, feedsOf, dispose } = compiled
  const feedOf = (source: Source, fed: readonly tf.Tensor[]): RuntimeTensor => {
    if ('frozen' in source) return source.frozen
    return shaped(backend, 'place' in source ? fed[source.place] : source.variable, source.shape)
  }
  const stateBytes = states.reduce((sum, { shape }) => sum + 2 * 4 * elements(shape), 0)
  return {
    nodes,
    states: states.length,
    stateBytes,
    memory,
    dispose,
    run(fed) {
      backend.flush() // what is pending may read a buffer that this run writes
      const feeds: Record<string, RuntimeTensor> = {}
      sources.forEach((source, index) => (feeds[inputName(index)] = feedOf(source, fed)))
      const outputs = shapes.map((shape) => new Float32Array(elements(shape)))
      const fetches: Record<string, RuntimeTensor> = {}
      outputs.forEach((data, index) => {
        fetches[outputName(index)] = runtimeTensor('float32', data, shapes[index] ?? [])
      })
      const targets = states.map((state, index) => {
        const target = takeSpare(backend, state)
        fetches[outputName(outputs.length + index)] = target
        return target
      })
      session.run(feedsOf(feeds), fetches)
      states.forEach(({ variable }, index) => {
        const target = targets[index]
        if (!target) return
        noteWrite(target)
        write(backend, variable, target)
      })
      return outputs
    },
  }
}

function record(
  backend: OnnxBackend,
  step: () => tf.Tensor[],
  before: ReadonlyMap<tf.Variable, Value>,
): { results: tf.Tensor[]; values: readonly Value[] } {
  backend.tracing = true
  try {
    const results = tf.tidy(step)
    return { results, values: results.map((result) => backend.value(result)) }
  } catch (error) {
    backend.forgetPending()
    for (const [variable, old] of before)
      if (backend.held(variable.dataId) !== old) restore(backend, variable, old)
    throw error
  } finally {
    backend.tracing = false
  }
}

/** All variables whose data exists; those of an engine that was taken away are gone. */
const registeredVariables = (): tf.Variable[] => {
  const { registeredVariables: variables, tensorInfo } = tf.engine().state
  return Object.values(variables).filter((variable) => tensorInfo.has(variable.dataId))
}

/** Memory that belongs to one variable alone: not the caller's array, not what a clone of the variable still shows. */
const ours = new WeakSet<RuntimeTensor>()

function takeSpare(backend: OnnxBackend, { variable, shape }: State): RuntimeTensor {
  const spare = spares.get(variable)
  spares.delete(variable)
  if (spare && spare.size === elements(shape))
    return sameShape(spare.dims, shape) ? spare : view(backend, spare, shape)
  const fresh = runtimeTensor('float32', new Float32Array(elements(shape)), shape)
  return own(backend, fresh)
}

/** The variable now shows `tensor`; its old memory is the next spare, if nobody else can see it. */
function write(backend: OnnxBackend, variable: tf.Variable, tensor: RuntimeTensor): void {
  const old = backend.held(variable.dataId).tensor
  if (backend.refCount(variable.dataId) > 1) {
    assign(backend, variable, tensor)
    return
  }
  backend.replace(variable.dataId, tensor)
  if (old && ours.has(old)) spares.set(variable, old)
}

function restore(backend: OnnxBackend, variable: tf.Variable, old: Value): void {
  const tensor = backend.computed(old)
  if (backend.refCount(variable.dataId) > 1) assign(backend, variable, tensor)
  else backend.replace(variable.dataId, tensor)
}

/** Gives the variable a data id of its own. */
function assign(backend: OnnxBackend, variable: tf.Variable, tensor: RuntimeTensor): void {
  const info = backend.give(ofTensor(tensor, 'float32'))
  const holder = tf.engine().makeTensorFromTensorInfo({ ...info, shape: variable.shape }, backend)
  variable.assign(holder)
  holder.dispose()
}

const copyOf = (tensor: RuntimeTensor): RuntimeTensor =>
  runtimeTensor('float32', (tensor.data as Float32Array).slice(), tensor.dims)

function own(backend: OnnxBackend, tensor: RuntimeTensor): RuntimeTensor {
  ours.add(tensor)
  backend.willBeOverwritten(tensor)
  return tensor
}

const view = (backend: OnnxBackend, tensor: RuntimeTensor, shape: Shape): RuntimeTensor =>
  own(backend, tensor.reshape(shape))

function shaped(backend: OnnxBackend, source: tf.Tensor | undefined, shape: Shape): RuntimeTensor {
  if (!source) throw new Error('a traced step was given fewer tensors than when it was traced')
  const tensor = backend.computed(backend.held(source.dataId))
  return sameShape(tensor.dims, shape) ? tensor : tensor.reshape(shape)
}
