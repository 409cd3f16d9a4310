import { elements, Node } from '../ir'
import type { Links } from './links'

/** A norm's input gradient sums to nought over each map: the bias before a norm has no gradient. */
export function biasBeforeNorm(nodes: readonly Node[], links: Links): readonly Node[] {
  return nodes.map((node) => {
    if (node.op !== '@ReduceSpatial' || node.attributes.mean === 1) return node
    if (links.producer(node.input(0))?.op !== '@InstanceNormGrad') return node
    const nought = new Node('@Const', [], {}, { data: new Float32Array(elements(node.output(0).shape)) })
    nought.outputs = node.outputs
    return nought
  })
}
