import { FlatTable } from './flatTable'

/** A tensor of a compiled model. */
export interface PlanTensor {
  readonly bytes: number
  /** Element type and sizes: two tensors with the same text can take turns in one buffer. */
  readonly form: string
}

export interface PlanNode {
  readonly op: string
  /** Names; '' where an optional input is left out. */
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
}

/** What memory depends on in a compiled model: nodes in the order in which they run, and what they read and write. */
export interface PlanGraph {
  readonly nodes: readonly PlanNode[]
  readonly tensors: ReadonlyMap<string, PlanTensor>
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  /** Names of the constants. */
  readonly initialisers: readonly string[]
}

/** Bytes of an element by ONNX's TensorProto.DataType. */
const elementBytes: Readonly<Record<number, number>> = { 1: 4, 2: 1, 3: 1, 6: 4, 7: 8, 9: 1, 10: 2, 11: 8 }

/** The graph of a model in ONNX Runtime's own format (field numbers: its ort.fbs). Throws where the bytes are none. */
export function planGraph(model: Uint8Array): PlanGraph {
  const graph = FlatTable.root(model).table(1)?.table(7)
  if (!graph) throw new Error('this is no model in ONNX Runtime’s format')
  const tensors = new Map<string, PlanTensor>()
  const initialisers: string[] = []
  for (const constant of graph.tables(0)) {
    initialisers.push(constant.text(0))
    tensors.set(constant.text(0), tensorOf(constant.int32(3), constant.int64s(2)))
  }
  for (const argument of graph.tables(1)) {
    const type = argument.table(2)?.table(2)
    const shape = type?.table(1)
    if (!type || !shape) continue
    const sizes = shape.tables(0).map((dim) => dim.table(0)?.int64(1) ?? 0)
    tensors.set(argument.text(0), tensorOf(type.int32(0), sizes))
  }
  const nodes = graph.tables(2).map((node) => ({
    op: node.text(5),
    inputs: node.texts(8),
    outputs: node.texts(9),
  }))
  return {
    nodes: inRunningOrder(nodes),
    tensors,
    inputs: graph.texts(5),
    outputs: graph.texts(6),
    initialisers,
  }
}

function tensorOf(type: number, sizes: readonly number[]): PlanTensor {
  const elements = sizes.reduce((product, size) => product * size, 1)
  return { bytes: elements * (elementBytes[type] ?? 4), form: `${type}:${sizes.join()}` }
}

/**
 * The order in which ONNX Runtime's sequential executor takes the nodes: depth first from those that nobody reads, the
 * last first, and before each node what it reads, the latest first.
 */
function inRunningOrder(nodes: readonly PlanNode[]): PlanNode[] {
  const maker = new Map<string, number>()
  nodes.forEach(({ outputs }, index) => outputs.forEach((name) => maker.set(name, index)))
  const sources = nodes.map(({ inputs }) => {
    const found = new Set<number>()
    for (const name of inputs) {
      const source = maker.get(name)
      if (source !== undefined) found.add(source)
    }
    return [...found].sort((a, b) => a - b)
  })
  const read = new Set(sources.flat())
  const stack = nodes.flatMap((_, index) => (read.has(index) ? [] : [{ index, leaving: false }]))
  const visited = new Set<number>()
  const ordered: PlanNode[] = []
  for (let top = stack.pop(); top; top = stack.pop()) {
    const { index, leaving } = top
    const node = nodes[index]
    if (leaving && node) ordered.push(node)
    if (leaving || visited.has(index)) continue
    visited.add(index)
    stack.push({ index, leaving: true })
    for (const source of sources[index] ?? [])
      if (!visited.has(source)) stack.push({ index: source, leaving: false })
  }
  return ordered
}
