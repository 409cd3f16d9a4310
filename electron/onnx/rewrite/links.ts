import { Node, type Value } from '../ir'
import type { Attributes } from '../onnx'

/** Who makes each value of a list of nodes, and who reads it. */
export class Links {
  readonly #producers = new Map<Value, Node>()
  readonly #readers = new Map<Value, Node[]>()
  readonly #outputs: ReadonlySet<Value>

  constructor(nodes: readonly Node[], outputs: readonly Value[]) {
    this.#outputs = new Set(outputs)
    for (const node of nodes) {
      for (const output of node.outputs) this.#producers.set(output, node)
      for (const input of node.inputs) {
        if (!input) continue
        const readers = this.#readers.get(input)
        if (readers) readers.push(node)
        else this.#readers.set(input, [node])
      }
    }
  }

  producer(value: Value | null | undefined): Node | undefined {
    return value ? this.#producers.get(value) : undefined
  }

  readers(value: Value): readonly Node[] {
    return this.#readers.get(value) ?? []
  }

  /** Is it read exactly once, and not an output? */
  readOnce(value: Value): boolean {
    return !this.#outputs.has(value) && this.#readers.get(value)?.length === 1
  }
}

/** A node that takes over the outputs of another. */
export function takingOver(
  outputs: readonly Value[],
  op: string,
  inputs: readonly (Value | null)[],
  attributes: Attributes,
): Node {
  const node = new Node(op, inputs, attributes)
  node.outputs = outputs
  return node
}

/** What the outputs need, each node after those it reads. */
export function inOrder(nodes: readonly Node[], outputs: readonly Value[]): readonly Node[] {
  const links = new Links(nodes, outputs)
  const placed = new Set<Node>()
  const ordered: Node[] = []
  const stack: { node: Node; next: number }[] = []
  for (const output of outputs) {
    const last = links.producer(output)
    if (!last) continue
    stack.push({ node: last, next: 0 })
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      if (placed.has(top.node)) stack.pop()
      else if (top.next < top.node.inputs.length) {
        const source = links.producer(top.node.inputs[top.next++])
        if (source && !placed.has(source)) stack.push({ node: source, next: 0 })
      } else {
        placed.add(top.node)
        ordered.push(top.node)
        stack.pop()
      }
    }
  }
  return ordered
}
