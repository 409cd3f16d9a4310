import type { OnnxGraph, OnnxNode } from './onnx'

const single = 1
const half = 10

/** Where nearly all of the arithmetic is. Sums over many pixels and small differences stay in single precision. */
const halved: ReadonlySet<string> = new Set(['Conv', 'ConvTranspose', 'MatMul', 'Gemm'])

/**
 * The same graph with convolutions and matrix products in half precision: what they read is rounded, what they give is
 * widened again. Between two of them that follow each other directly nothing is converted.
 */
export function halfGraph(graph: OnnxGraph): OnnxGraph {
  const nodes: OnnxNode[] = []
  const rounded = new Map<string, string>()
  const cast = (from: string, to: string, type: number): void =>
    void nodes.push({ op: 'Cast', inputs: [from], outputs: [to], attributes: { to: type } })
  const roundedName = (name: string): string => {
    const existing = rounded.get(name)
    if (name === '' || existing) return existing ?? name
    const made = `${name}_half`
    cast(name, made, half)
    rounded.set(name, made)
    return made
  }
  for (const node of graph.nodes) {
    if (node.domain || !halved.has(node.op)) {
      nodes.push(node)
      continue
    }
    const outputs = node.outputs.map((name) => `${name}_half`)
    nodes.push({ ...node, inputs: node.inputs.map(roundedName), outputs })
    node.outputs.forEach((name, index) => {
      cast(outputs[index]!, name, single)
      rounded.set(name, outputs[index]!)
    })
  }
  return { ...graph, nodes }
}
