import { deviceGraph } from './deviceGraph'
import { emitElementwise } from './elementwise'
import { halfGraph } from './halfGraph'
import type { Node, Value } from './ir'
import { Lowering, type LoweringOptions } from './lowering'
import { macros } from './lower/macros'
import { emitElementwiseOfSlices } from './lower/slices'
import type { OnnxGraph, OnnxNode } from './onnx'
import { rewrite } from './rewrite'
import type { Collected } from './signature'

/** The names under which a lowered graph takes and gives values. */
export const inputName = (index: number): string => `i${index}`
export const outputName = (index: number): string => `o${index}`

/**
 * A recorded graph as an ONNX graph. `baked` are inputs whose present content becomes part of the model (the weights of
 * an export); all others are fed as `inputName(k)`, k being their place among the collected inputs.
 */
export function lower(
  collected: Collected,
  outputs: readonly Value[],
  options: LoweringOptions,
  baked: ReadonlySet<Value> = new Set(),
): OnnxGraph {
  const lowering = new Lowering(options)
  const inputs: { name: string; dtype: Value['dtype']; dims: Value['shape'] }[] = []
  collected.inputs.forEach((value, index) => {
    if (baked.has(value)) {
      lowering.setPlain(value, lowering.initialiser(value.dtype, value.shape, contentOf(value)))
      return
    }
    inputs.push({ name: inputName(index), dtype: value.dtype, dims: value.shape })
    lowering.setPlain(value, inputName(index))
  })
  for (const node of rewrite(collected.nodes, outputs, options)) emitNode(lowering, node)

  const given = outputs.map((value, index) => {
    const name = outputName(index)
    lowering.nodes.push({ op: 'Identity', inputs: [lowering.plain(value)], outputs: [name], attributes: {} })
    return { name, dtype: value.dtype, dims: value.shape }
  })
  const graph = {
    nodes: withoutRenaming(lowering.nodes),
    initialisers: lowering.initialisers,
    inputs,
    outputs: given,
  }
  const precise = options.half ? halfGraph(graph) : graph
  return (options.provider ?? 'cpu') === 'cpu' ? precise : deviceGraph(precise)
}

function contentOf(value: Value): Float32Array {
  if (!value.tensor) throw new Error('only a known value can be part of a model')
  return value.tensor.data as Float32Array
}

function emitNode(lowering: Lowering, node: Node): void {
  if (node.data) {
    const output = node.output(0)
    lowering.setPlain(output, lowering.initialiser(output.dtype, output.shape, node.data))
    return
  }
  const macro = macros[node.op]
  if (macro) {
    macro(lowering, node)
    return
  }
  if (node.op.startsWith('@')) throw new Error(`there is no macro ${node.op}`)
  if (emitElementwise(lowering, node) || emitElementwiseOfSlices(lowering, node)) return
  const inputs = node.inputs.map((input) => input && lowering.plain(input))
  const names = lowering.emitSeveral(node.op, inputs, node.attributes, node.outputs.length, node.domain)
  node.outputs.forEach((output, index) => lowering.setPlain(output, names[index] ?? ''))
}

/** An Identity at the end only renames: its producer takes the output's name, unless another output has it already. */
function withoutRenaming(nodes: readonly OnnxNode[]): readonly OnnxNode[] {
  const produced = new Set(nodes.flatMap((node) => node.outputs))
  const names = new Map<string, string>()
  const kept = nodes.filter((node) => {
    const [source = ''] = node.inputs
    const [target = ''] = node.outputs
    if (node.op !== 'Identity' || !target.startsWith('o')) return true
    if (!produced.has(source) || names.has(source)) return true
    names.set(source, target)
    return false
  })
  const renamed = (name: string): string => names.get(name) ?? name
  for (const node of kept) {
    node.inputs = node.inputs.map(renamed)
    node.outputs = node.outputs.map(renamed)
  }
  return kept
}
