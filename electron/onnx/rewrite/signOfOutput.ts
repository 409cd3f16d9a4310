import type { Node } from '../ir'
import { takingOver, type Links } from './links'

/**
 * The gradient of a (leaky) ReLU asks for the sign of its input. Its output has the same sign: asked of that, the input
 * is read only once and the activation can go into the convolution before it.
 */
export function signOfOutput(nodes: readonly Node[], links: Links): readonly Node[] {
  return nodes.map((node) => {
    const sign = node.op === '@Step' || (node.op === 'Greater' && isNought(links.producer(node.inputs[1])))
    const activation = sign ? links.readers(node.input(0)).find(keepsSign) : undefined
    if (!activation) return node
    const inputs = [activation.output(0), ...node.inputs.slice(1)]
    return takingOver(node.outputs, node.op, inputs, node.attributes)
  })
}

const keepsSign = (node: Node): boolean =>
  node.op === 'Relu' || (node.op === 'LeakyRelu' && node.real('alpha', 0.01) > 0)

const isNought = (node: Node | undefined): boolean =>
  node?.data !== undefined && node.data.length === 1 && Number(node.data[0]) === 0
