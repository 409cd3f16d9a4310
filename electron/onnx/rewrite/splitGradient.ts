import type { Node } from '../ir'
import { takingOver, type Links } from './links'

/** The input gradient of a convolution over a concatenation, computed part by part instead of whole and then cut. */
export function splitGradient(nodes: readonly Node[], links: Links, block: number): readonly Node[] {
  const removed = new Set<Node>()
  const rewritten = nodes.map((node) => {
    if (node.op !== '@SplitC') return node
    const conv = links.producer(node.input(0))
    if (conv?.op !== '@ConvDX' || !links.readOnce(node.input(0))) return node
    if (!node.outputs.every(({ shape }) => shape.length >= 4 && (shape.at(-1) ?? 0) % block === 0))
      return node
    removed.add(conv)
    return takingOver(node.outputs, '@ConvDXParts', conv.inputs, conv.attributes)
  })
  return rewritten.filter((node) => !removed.has(node))
}
