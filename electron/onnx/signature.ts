import type { Node } from './ir'
import { type Value } from './ir'

/** What is needed to compute some outputs: nodes in topological order, and the known values that they read. */
export interface Collected {
  nodes: readonly Node[]
  readonly inputs: readonly Value[]
}

let visit = 0

/** The nodes that `outputs` depend on, in order, without recursion (a training step is some thousand nodes deep). */
export function collect(outputs: readonly Value[]): Collected {
  const mark = ++visit
  const nodes: Node[] = []
  const inputs = new Set<Value>()
  const stack: { node: Node; next: number }[] = []
  for (const output of outputs) {
    if (output.tensor || !output.node) continue
    stack.push({ node: output.node, next: 0 })
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const { node } = top
      if (node.mark === mark) {
        stack.pop()
      } else if (top.next < node.inputs.length) {
        const value = node.inputs[top.next++]
        if (!value) continue
        if (value.tensor || !value.node) inputs.add(value)
        else if (value.node.mark !== mark) stack.push({ node: value.node, next: 0 })
      } else {
        node.mark = mark
        nodes.push(node)
        stack.pop()
      }
    }
  }
  return { nodes, inputs: [...inputs] }
}

/**
 * A text that two graphs share exactly when one compiled model serves both: operators, attributes, constants, operand
 * numbers, shapes, types and outputs. About 2.5 microseconds a node.
 */
export function signature(graph: Collected, outputs: readonly Value[]): string {
  const numbers = new Map<Value, number>()
  const parts: (string | number)[] = []
  const name = (value: Value): void => {
    numbers.set(value, numbers.size)
    parts.push(value.dtype, value.shape.join())
  }
  graph.inputs.forEach(name)
  for (const node of graph.nodes) {
    parts.push(';', node.op)
    for (const input of node.inputs) parts.push(input ? (numbers.get(input) ?? '?') : '-')
    for (const [key, value] of Object.entries(node.attributes)) {
      parts.push(key, typeof value === 'object' ? JSON.stringify(value) : String(value))
    }
    if (node.data) parts.push(node.data.join())
    node.outputs.forEach(name)
  }
  parts.push('>')
  for (const output of outputs) parts.push(numbers.get(output) ?? '?')
  return parts.join(' ')
}
