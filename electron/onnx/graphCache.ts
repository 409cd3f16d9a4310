import { compiledModel, type CompiledModel } from './compiledModel'
import { elements, type Value } from './ir'
import { lower, inputName, outputName } from './lower'
import type { LoweringOptions } from './lowering'
import { memoryOfRecord } from './memoryOfRecord'
import { encodeModel } from './onnx'
import { Session, sessionOptions, type RuntimeTensor, type SessionOptions } from './runtime'
import { collect, signature } from './signature'

export interface CompilerSettings extends LoweringOptions {
  /** Threads of one operator. */
  readonly threads: number
}

export interface Compiled extends CompiledModel {
  /** The values to be fed, in the order of their input names. */
  readonly inputs: readonly Value[]
  /** ONNX nodes of the compiled model. */
  readonly nodes: number
}

/** Compiles what `outputs` depend on. 0.5 to 1 s for a training step of four thousand nodes. */
export function compile(
  outputs: readonly Value[],
  settings: CompilerSettings,
  options: SessionOptions = {},
): Compiled {
  const graph = collect(outputs)
  const model = lower(graph, outputs, settings)
  const compiled = compiledModel(encodeModel(model), settings, options)
  return { ...compiled, inputs: graph.inputs, nodes: model.nodes.length }
}

/**
 * Most eager graphs run a few times only. Optimised, they would hold a copy of every constant that they fill a tensor
 * with; with an arena, they would keep the memory of results that are long gone.
 */
const eagerOptions: SessionOptions = { graphOptimizationLevel: 'disabled', enableCpuMemArena: false }

/** A session, and what it holds. */
interface Kept {
  readonly session: Session
  readonly bytes: number
}

/** Sessions and bytes beyond which the least recently used are dropped. */
export interface CacheBounds {
  readonly sessions: number
  readonly bytes: number
}

/** Compiled graphs by signature, the least recently used dropped first. The one in use is always kept. */
export class GraphCache {
  readonly #kept = new Map<string, Kept>()
  readonly #bounds: CacheBounds
  #bytes = 0

  constructor(bounds: CacheBounds = { sessions: 400, bytes: 512 * 2 ** 20 }) {
    this.#bounds = bounds
  }

  get size(): number {
    return this.#kept.size
  }

  /** What the sessions that are kept hold, estimated. */
  get bytes(): number {
    return this.#bytes
  }

  /** Computes values and makes them known. */
  materialise(outputs: readonly Value[], settings: CompilerSettings): void {
    const wanted = outputs.filter((value) => !value.tensor && elements(value.shape) > 0)
    if (!wanted.length) return
    const graph = collect(wanted)
    const key = signature(graph, wanted)
    const session = this.#session(key, () => {
      const model = encodeModel(lower(graph, wanted, settings))
      return {
        session: new Session(model, { ...sessionOptions(settings), ...eagerOptions }),
        bytes: model.length + memoryOfRecord(graph.nodes, wanted),
      }
    })

    const feeds: Record<string, RuntimeTensor> = {}
    graph.inputs.forEach((value, index) => {
      if (!value.tensor) throw new Error('a value was lost before it was read')
      feeds[inputName(index)] = value.tensor
    })
    const results = session.run(feeds)
    wanted.forEach((value, index) => {
      value.tensor = results[outputName(index)] ?? null
      value.node = null
    })
  }

  clear(): void {
    for (const { session } of this.#kept.values()) session.dispose()
    this.#kept.clear()
    this.#bytes = 0
  }

  #session(key: string, make: () => Kept): Session {
    const known = this.#kept.get(key)
    const kept = known ?? make()
    this.#kept.delete(key)
    this.#kept.set(key, kept)
    if (!known) this.#bytes += kept.bytes
    this.#dropOldest()
    return kept.session
  }

  #dropOldest(): void {
    for (const [key, { session, bytes }] of this.#kept) {
      const { size } = this.#kept
      if (size === 1 || (size <= this.#bounds.sessions && this.#bytes <= this.#bounds.bytes)) return
      this.#kept.delete(key)
      this.#bytes -= bytes
      session.dispose()
    }
  }
}
