import { elements, type Node } from '../ir'
import { takingOver, type Links } from './links'

/** conv(x, w) + b = conv(x, w, b), where b is one number a channel. */
export function biasIntoConv(nodes: readonly Node[], links: Links): readonly Node[] {
  const removed = new Set<Node>()
  const rewritten = nodes.map((node) => {
    if (node.op !== 'Add') return node
    for (const [from, to] of [
      [0, 1],
      [1, 0],
    ] as const) {
      const sum = node.input(from)
      const bias = node.input(to)
      const conv = links.producer(sum)
      if (conv?.op !== '@Conv' || conv.inputs[2] || removed.has(conv) || !links.readOnce(sum)) continue
      const channels = sum.shape.at(-1)
      if (bias.shape.at(-1) !== channels || elements(bias.shape) !== channels) continue
      if (bias.shape.length > sum.shape.length) continue
      removed.add(conv)
      return takingOver(node.outputs, '@Conv', [conv.input(0), conv.input(1), bias], conv.attributes)
    }
    return node
  })
  return rewritten.filter((node) => !removed.has(node))
}
