import type { OnnxGraph, OnnxNode } from './onnx'

/** A graph in two: what can be computed from some inputs alone, and all that remains. */
export interface SplitGraph {
  /** Its outputs are the names in `carried`; their shapes are known once it has run. */
  readonly early: Omit<OnnxGraph, 'outputs'>
  readonly carried: readonly string[]
  /** Takes the carried values as inputs, which its own list of inputs leaves out. */
  readonly late: OnnxGraph
}

/**
 * Cuts what depends only on the inputs named in `known`, and on constants, off a graph: the filter layouts of a
 * prediction, for example, which are the same until the weights change. Null where there is nothing to cut off.
 */
export function splitWeights(graph: OnnxGraph, known: ReadonlySet<string>): SplitGraph | null {
  const outputs = new Set(graph.outputs.map(({ name }) => name))
  const available = new Set([...known, ...graph.initialisers.map(({ name }) => name)])
  const early: OnnxNode[] = []
  const late: OnnxNode[] = []
  for (const node of graph.nodes) {
    if (!movable.has(node.op)) {
      late.push(node)
      continue
    }
    const inputs = node.inputs.filter((name) => name !== '')
    const ready = inputs.length > 0 && inputs.every((name) => available.has(name))
    if (ready && !node.outputs.some((name) => outputs.has(name))) {
      early.push(node)
      for (const name of node.outputs) available.add(name)
    } else late.push(node)
  }
  const made = new Set(early.flatMap((node) => node.outputs))
  const readLate = readBy(late)
  const carried = [...made].filter((name) => readLate.has(name))
  if (carried.length === 0) return null
  const readEarly = readBy(early)
  return {
    early: {
      nodes: early,
      initialisers: graph.initialisers.filter(({ name }) => readEarly.has(name)),
      inputs: graph.inputs.filter(({ name }) => readEarly.has(name)),
    },
    carried,
    late: {
      ...graph,
      nodes: late,
      initialisers: graph.initialisers.filter(({ name }) => readLate.has(name)),
      inputs: graph.inputs.filter(({ name }) => readLate.has(name)),
    },
  }
}

/** What makes float32 of float32: layouts, and the small algebra of folded norms. */
const movable = new Set(
  'Reshape Transpose Slice Split Concat Pad Gather MatMul ReorderInput ReorderOutput Add Sub Mul Div Neg Sqrt Reciprocal'.split(
    ' ',
  ),
)

const readBy = (nodes: readonly OnnxNode[]): ReadonlySet<string> =>
  new Set(nodes.flatMap((node) => node.inputs))
