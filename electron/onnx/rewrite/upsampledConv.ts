import type { Node, Shape, Value } from '../ir'
import { takingOver, type Links } from './links'

/** A 3x3 (or 3x3x3) convolution of a twofold nearest upsampling, and its gradients, on the small map. */
export function upsampledConv(nodes: readonly Node[], links: Links, block: number): readonly Node[] {
  const upsampling = (value: Value): Node | null => {
    const up = links.producer(value)
    return up?.op === '@UpNearest' && twofold(up) ? up : null
  }
  const removed = new Set<Node>()
  const rewritten = nodes.map((node) => {
    switch (node.op) {
      case '@Conv': {
        const up = upsampling(node.input(0))
        if (!up || !eligible(node, node.input(1).shape, block)) return node
        const inputs = [up.input(0), ...node.inputs.slice(1)]
        return takingOver(node.outputs, '@UpConv', inputs, { ...node.attributes, ...up.attributes })
      }
      case '@ConvDW': {
        const up = upsampling(node.input(0))
        const images = node.input(1).shape[0] ?? 1
        if (!up || !eligible(node, node.output(0).shape, block)) return node
        if (images >= block && images % block !== 0) return node
        const inputs = [up.input(0), node.input(1)]
        return takingOver(node.outputs, '@UpConvDW', inputs, { ...node.attributes, ...up.attributes })
      }
      case '@UpNearestGrad': {
        const conv = links.producer(node.input(0))
        if (conv?.op !== '@ConvDX' || !twofold(node) || !links.readOnce(node.input(0))) return node
        if (!eligible(conv, conv.input(1).shape, block)) return node
        removed.add(conv)
        const attributes = { ...conv.attributes, ...node.attributes }
        return takingOver(node.outputs, '@UpConvDX', conv.inputs, attributes)
      }
      default:
        return node
    }
  })
  return rewritten.filter((node) => !removed.has(node))
}

/** In plane; a volume's depth may stay as it is. */
function twofold(node: Node): boolean {
  const scale = node.ints('scale')
  const [depths = 1] = scale
  return scale.slice(-2).every((factor) => factor === 2) && (scale.length === 2 || depths <= 2)
}

function eligible(conv: Node, filter: Shape, block: number): boolean {
  const [inputs = 0, outputs = 0] = filter.slice(-2)
  const plainWindow = ['strides', 'dilations', 'pads'].every((name) =>
    conv.ints(name).every((each) => each === 1),
  )
  return (
    filter.slice(0, -2).every((size) => size === 3) &&
    inputs % block === 0 &&
    outputs % block === 0 &&
    plainWindow
  )
}
