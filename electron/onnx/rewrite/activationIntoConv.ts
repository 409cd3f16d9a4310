import type { Node } from '../ir'
import { takingOver, type Links } from './links'

/** relu(conv(…)) in one pass. */
export function activationIntoConv(nodes: readonly Node[], links: Links): readonly Node[] {
  const removed = new Set<Node>()
  const rewritten = nodes.map((node) => {
    if (node.op !== 'Relu' && node.op !== 'LeakyRelu') return node
    const conv = links.producer(node.input(0))
    if (conv?.op !== '@Conv' || conv.attributes.activation || !links.readOnce(node.input(0))) return node
    removed.add(conv)
    return takingOver(node.outputs, '@Conv', conv.inputs, {
      ...conv.attributes,
      activation: node.op,
      alpha: node.attributes.alpha,
    })
  })
  return rewritten.filter((node) => !removed.has(node))
}
