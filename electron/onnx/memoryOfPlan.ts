import { ArenaSimulation } from './arenaSimulation'
import type { PlanGraph, PlanNode } from './planGraph'

/** Memory of one run of a compiled model, bytes. */
export interface PlanMemory {
  /** Constants of the model. */
  readonly initialiserBytes: number
  /** The largest sum of results that are needed at one time. */
  readonly liveBytes: number
  /** What the arena keeps after a run: the live results and the gaps between them. */
  readonly arenaBytes: number
  /** Inputs and outputs, which belong to the caller. */
  readonly feedBytes: number
}

/** Operators whose output is their first input under another shape. */
const aliases = new Set(['Reshape', 'Squeeze', 'Unsqueeze', 'Flatten', 'Identity'])

/** Operators that may write over an input of the same form, and which inputs. */
const inPlace: Readonly<Record<string, readonly number[]>> = {
  ...Object.fromEntries(['Add', 'Sub', 'Mul', 'Div'].map((op) => [op, [0, 1]])),
  ...Object.fromEntries(
    ['Relu', 'LeakyRelu', 'Sigmoid', 'Tanh', 'Exp', 'Neg', 'Abs', 'Sqrt', 'Reciprocal', 'Clip', 'Log', 'Elu']
      .concat(['Floor', 'Ceil', 'Not', 'Softplus', 'Selu', 'ThresholdedRelu'])
      .map((op) => [op, [0]]),
  ),
  Conv: [3],
}

/** One piece of the arena that several results take in turns. */
interface Buffer {
  readonly bytes: number
  readonly form: string
  uses: number
  /** Last node that reads or writes it. */
  last: number
  /** The caller's memory, or a constant. */
  readonly outside: boolean
}

/**
 * The memory that ONNX Runtime will need for a graph, worked out as its planner does: results that are read no more lend
 * their buffer to later ones of the same form, elementwise operators write over their input, the rest comes from the arena.
 */
export function memoryOfPlan(graph: PlanGraph): PlanMemory {
  const { first, buffers } = plannedBuffers(graph)
  const arena = new ArenaSimulation()
  const held = new Map<Buffer, ReturnType<ArenaSimulation['allocate']>>()
  const ending = new Map<number, Buffer[]>()
  for (const buffer of buffers) {
    const list = ending.get(buffer.last)
    if (list) list.push(buffer)
    else ending.set(buffer.last, [buffer])
  }
  let live = 0
  let liveBytes = 0
  for (let at = 0; at < graph.nodes.length; at++) {
    for (const buffer of first.get(at) ?? []) {
      held.set(buffer, arena.allocate(buffer.bytes))
      live += buffer.bytes
    }
    liveBytes = Math.max(liveBytes, live)
    for (const buffer of ending.get(at) ?? []) {
      const chunk = held.get(buffer)
      if (!chunk) continue
      arena.free(chunk)
      live -= buffer.bytes
    }
  }
  const sum = (names: readonly string[]): number =>
    names.reduce((bytes, name) => bytes + (graph.tensors.get(name)?.bytes ?? 0), 0)
  return {
    initialiserBytes: sum(graph.initialisers),
    liveBytes,
    arenaBytes: arena.touchedBytes,
    feedBytes: sum(graph.inputs) + sum(graph.outputs),
  }
}

/** Every buffer of the arena, and which of them a node is the first to write. */
function plannedBuffers({ nodes, tensors, inputs, outputs, initialisers }: PlanGraph): {
  buffers: readonly Buffer[]
  first: ReadonlyMap<number, readonly Buffer[]>
} {
  const uses = new Map<string, number>()
  for (const node of nodes)
    for (const name of node.inputs) if (name) uses.set(name, (uses.get(name) ?? 0) + 1)
  const given = new Set(outputs)
  const of = new Map<string, Buffer>()
  const buffers: Buffer[] = []
  const first = new Map<number, Buffer[]>()
  const idle: Buffer[] = []
  const outsideBuffer = (name: string): Buffer => {
    const { bytes, form } = tensors.get(name) ?? { bytes: 0, form: '' }
    return { bytes, form, uses: Infinity, last: 0, outside: true }
  }
  for (const name of [...inputs, ...initialisers]) of.set(name, outsideBuffer(name))

  nodes.forEach((node, at) => {
    node.outputs.forEach((name, place) => {
      if (!name) return
      if (given.has(name)) {
        of.set(name, outsideBuffer(name))
        return
      }
      const { bytes, form } = tensors.get(name) ?? { bytes: 0, form: '?' }
      const lent = place === 0 ? lentBuffer(node, form, of) : undefined
      let buffer = lent
      if (!buffer) {
        const turn = idle.findLastIndex((one) => one.form === form)
        if (turn >= 0) [buffer] = idle.splice(turn, 1)
      }
      if (!buffer) {
        buffer = { bytes, form, uses: 0, last: at, outside: false }
        buffers.push(buffer)
        const list = first.get(at)
        if (list) list.push(buffer)
        else first.set(at, [buffer])
      }
      buffer.uses += uses.get(name) ?? 0
      buffer.last = at
      of.set(name, buffer)
    })
    for (const name of node.inputs) {
      const buffer = name ? of.get(name) : undefined
      if (!buffer || buffer.outside) continue
      buffer.uses--
      buffer.last = at
      if (buffer.uses === 0) idle.push(buffer)
    }
    for (const name of node.outputs) {
      const buffer = of.get(name)
      if (buffer && !buffer.outside && buffer.uses === 0 && !uses.get(name)) idle.push(buffer)
    }
  })
  return { buffers, first }
}

/** The input's buffer that the node's first output takes over, if any. */
function lentBuffer(node: PlanNode, form: string, of: ReadonlyMap<string, Buffer>): Buffer | undefined {
  if (aliases.has(node.op)) return of.get(node.inputs[0] ?? '')
  for (const place of inPlace[node.op] ?? []) {
    const buffer = of.get(node.inputs[place] ?? '')
    if (buffer && !buffer.outside && buffer.uses === 1 && buffer.form === form) return buffer
  }
  return undefined
}
