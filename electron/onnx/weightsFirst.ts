import { compiledModel } from './compiledModel'
import { compile, type Compiled, type CompilerSettings } from './graphCache'
import type { Value } from './ir'
import { inputName, lower } from './lower'
import { encodeModel } from './onnx'
import { Session, sessionOptions, type RuntimeTensor, type SessionOptions } from './runtime'
import { collect } from './signature'
import { splitWeights, type SplitGraph } from './splitWeights'
import { writesTo } from './writes'

/** Tensors by their input names. */
export type Feeds = Record<string, RuntimeTensor>

export interface CompiledStepGraph extends Compiled {
  /** What the session takes, made of what the whole graph takes. */
  readonly feedsOf: (feeds: Feeds) => Feeds
  readonly dispose: () => void
}

export function compileWhole(
  outputs: readonly Value[],
  settings: CompilerSettings,
  options: SessionOptions,
): CompiledStepGraph {
  const compiled = compile(outputs, settings, options)
  const { session } = compiled
  return { ...compiled, feedsOf: (feeds) => feeds, dispose: () => session.dispose() }
}

/**
 * Compiles a step that assigns nothing. What depends on weights alone (their layout for the convolutions, mostly) is a
 * session of its own, run only when a weight was replaced or written since.
 */
export function compileWeightsFirst(
  outputs: readonly Value[],
  isWeight: (value: Value) => boolean,
  settings: CompilerSettings,
  options: SessionOptions,
): CompiledStepGraph {
  const { inputs, nodes } = collect(outputs)
  const graph = lower({ inputs, nodes }, outputs, settings)
  const weights = new Map<string, Value>()
  inputs.forEach((value, index) => {
    if (isWeight(value)) weights.set(inputName(index), value)
  })
  const split = splitWeights(graph, new Set(weights.keys()))
  if (!split) return compileWhole(outputs, settings, options)

  const outputsOfFirst = split.carried.map((name) => ({ name, dtype: 'float32', dims: null }) as const)
  const model = encodeModel({ ...split.early, outputs: outputsOfFirst })
  // its results are kept, so there is nothing for an arena to hold
  const first = new Session(model, { ...sessionOptions(settings), enableCpuMemArena: false })
  const make = (feeds: Feeds): Made => {
    const given = split.early.inputs.map(({ name }) => [name, feedOf(feeds, name)] as const)
    return { from: stamps(split, feeds), values: first.run(Object.fromEntries(given)) }
  }
  let made = make(
    Object.fromEntries([...weights].flatMap(([name, { tensor }]) => (tensor ? [[name, tensor]] : []))),
  )
  weights.clear() // what runs for hours must not hold on to the weights of this moment
  const carried = Object.entries(made.values).map(
    ([name, { dims }]) => ({ name, dtype: 'float32', dims }) as const,
  )
  const late = { ...split.late, inputs: [...split.late.inputs, ...carried] }
  const compiled = compiledModel(encodeModel(late), settings, options)
  return {
    ...compiled,
    inputs,
    nodes: late.nodes.length,
    feedsOf(feeds) {
      if (!sameStamps(stamps(split, feeds), made.from)) made = make(feeds)
      const direct = split.late.inputs.map(({ name }) => [name, feedOf(feeds, name)] as const)
      return { ...Object.fromEntries(direct), ...made.values }
    },
    dispose() {
      compiled.session.dispose()
      first.dispose()
    },
  }
}

/** Which memory the weights were in, and how often it had been written. */
type Stamps = readonly (readonly [data: unknown, writes: number])[]

interface Made {
  readonly from: Stamps
  readonly values: Feeds
}

function feedOf(feeds: Feeds, name: string): RuntimeTensor {
  const tensor = feeds[name]
  if (!tensor) throw new Error(`nothing was fed as ${name}`)
  return tensor
}

const stamps = ({ early }: SplitGraph, feeds: Feeds): Stamps =>
  early.inputs.map(({ name }) => {
    const tensor = feedOf(feeds, name)
    return [tensor.data, writesTo(tensor)]
  })

const sameStamps = (a: Stamps, b: Stamps): boolean =>
  a.every(([data, writes], index) => data === b[index]?.[0] && writes === b[index]?.[1])
