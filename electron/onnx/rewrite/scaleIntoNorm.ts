import { type Node } from '../ir'
import { takingOver, type Links } from './links'

/**
 * The mask of spatial dropout after a norm goes into the norm, at no cost: the leaky ReLU in between commutes with a
 * factor that is not negative. So does the mask before the norm's gradient.
 */
export function scaleIntoNorm(nodes: readonly Node[], links: Links): readonly Node[] {
  const replacements = new Map<Node, Node>()
  const removed = new Set<Node>()
  for (const dropout of nodes) {
    if (dropout.op !== '@SpatialDropout') continue
    const map = dropout.input(0)
    const mask = dropout.input(1)
    const norm = links.producer(map)
    if (norm?.op === '@InstanceNorm' && norm.output(0) === map && links.readOnce(map) && given(mask, links)) {
      replacements.set(
        norm,
        takingOver(
          [dropout.output(0), norm.output(1), norm.output(2)],
          norm.op,
          [norm.input(0), mask],
          norm.attributes,
        ),
      )
      removed.add(dropout)
      continue
    }
    const result = dropout.output(0)
    const [gradient] = links.readers(result)
    if (gradient?.op !== '@InstanceNormGrad' || gradient.input(0) !== result || !links.readOnce(result))
      continue
    replacements.set(
      gradient,
      takingOver(
        gradient.outputs,
        gradient.op,
        [map, ...gradient.inputs.slice(1), mask],
        gradient.attributes,
      ),
    )
    removed.add(dropout)
  }
  return nodes.filter((node) => !removed.has(node)).map((node) => replacements.get(node) ?? node)
}

/** Is it an input of the graph, or a piece of one? What is computed on the way might need the norm's output. */
function given(mask: Node['outputs'][number], links: Links): boolean {
  const node = links.producer(mask)
  if (!node || node.data) return true
  if (node.op !== 'Reshape' && node.op !== 'Slice') return false
  return node.inputs.every((input) => !input || given(input, links))
}
