import type { Node, Shape } from '../ir'
import { takingOver, type Links } from './links'

/** The input gradient of a convolution over a concatenation, computed part by part instead of whole and then cut. */
export function splitGradient(nodes: readonly Node[], links: Links, block: number): readonly Node[] {
  const removed = new Set<Node>()
  const rewritten = nodes.map((node) => {
    if (node.op !== '@SplitC') return node
    const conv = links.producer(node.input(0))
    if (conv?.op !== '@ConvDX' || !links.readOnce(node.input(0))) return node
    if (!node.outputs.every(({ shape }) => inBlocks(shape, block))) return node
    removed.add(conv)
    return takingOver(node.outputs, '@ConvDXParts', conv.inputs, conv.attributes)
  })
  return rewritten.filter((node) => !removed.has(node))
}

/** Whole blocks; those of volumes are filled up where they are more than half. */
const inBlocks = (shape: Shape, block: number): boolean =>
  shape.length === 5 ? 2 * (shape[4] ?? 0) > block : shape.length === 4 && (shape[3] ?? 0) % block === 0
