import type { Node, Shape, Value } from '../ir'
import { takingOver, type Links } from './links'

/** A 3x3 convolution of a twofold nearest upsampling, and its gradients, on the small map. */
export function upsampledConv(nodes: readonly Node[], links: Links, block: number): readonly Node[] {
  const small = (value: Value): Value | null => {
    const up = links.producer(value)
    return up?.op === '@UpNearest' && twofold(up) ? up.input(0) : null
  }
  const removed = new Set<Node>()
  const rewritten = nodes.map((node) => {
    switch (node.op) {
      case '@Conv': {
        const map = small(node.input(0))
        if (!map || !eligible(node, node.input(1).shape, block)) return node
        return takingOver(node.outputs, '@UpConv', [map, ...node.inputs.slice(1)], node.attributes)
      }
      case '@ConvDW': {
        const map = small(node.input(0))
        const images = node.input(1).shape[0] ?? 1
        if (!map || !eligible(node, node.output(0).shape, block)) return node
        if (images >= block && images % block !== 0) return node
        return takingOver(node.outputs, '@UpConvDW', [map, node.input(1)], node.attributes)
      }
      case '@UpNearestGrad': {
        const conv = links.producer(node.input(0))
        if (conv?.op !== '@ConvDX' || !twofold(node) || !links.readOnce(node.input(0))) return node
        if (!eligible(conv, conv.input(1).shape, block)) return node
        removed.add(conv)
        return takingOver(node.outputs, '@UpConvDX', conv.inputs, conv.attributes)
      }
      default:
        return node
    }
  })
  return rewritten.filter((node) => !removed.has(node))
}

const twofold = (node: Node): boolean => node.ints('scale').every((factor) => factor === 2)

function eligible(conv: Node, filter: Shape, block: number): boolean {
  const [kh, kw, inputs = 0, outputs = 0] = filter
  const plainWindow = ['strides', 'dilations', 'pads'].every((name) =>
    conv.ints(name).every((each) => each === 1),
  )
  return (
    filter.length === 4 &&
    kh === 3 &&
    kw === 3 &&
    inputs % block === 0 &&
    outputs % block === 0 &&
    plainWindow
  )
}
