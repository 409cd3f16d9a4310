import { sameShape, Value, type Node } from '../ir'
import { takingOver, type Links } from './links'

/**
 * A batch norm over a concatenation, part by part: nothing is joined before the convolution that reads it, whose input
 * gradient comes in parts too. Pointwise convolutions gain nothing by parts, they read the whole.
 */
export function normOfParts(nodes: readonly Node[], links: Links, block: number): readonly Node[] {
  const replaced = new Map<Node, readonly Node[]>()
  for (const norm of nodes) {
    if (norm.op !== '@BatchNorm' && norm.op !== '@ChannelAffine') continue
    const concatenation = links.producer(norm.input(0))
    const parts = partsOf(concatenation, block)
    if (!parts) continue
    const readers = links.readers(norm.output(0))
    if (!readers.every((reader) => readsParts(reader, norm.output(0)))) continue
    const gradient = readers.find((reader) => reader.op === '@BatchNormGrad')
    const inParts = gradient ? gradientInParts(gradient, parts, links) : []
    if (!inParts) continue
    for (const [node, others] of inParts) replaced.set(node, others)
    replaced.set(norm, [takingOver(norm.outputs, norm.op, norm.inputs, { ...norm.attributes, parts: 1 })])
  }
  return nodes.flatMap((node) => replaced.get(node) ?? [node])
}

function partsOf(concatenation: Node | undefined, block: number): readonly Value[] | null {
  if (concatenation?.op !== '@ConcatC') return null
  const parts = concatenation.inputs.map((_, index) => concatenation.input(index))
  const whole = parts.every(({ shape }) => shape.length === 4 && (shape[3] ?? 0) % block === 0)
  return whole && new Set(parts).size === parts.length ? parts : null
}

function readsParts(reader: Node, y: Value): boolean {
  if (reader.op === '@BatchNormGrad') return reader.input(1) === y
  if (reader.op === '@ConvDW') return true
  return reader.op === '@Conv' && reader.input(0) === y && (reader.input(1).shape[0] ?? 1) > 1
}

type Replacement = readonly (readonly [Node, readonly Node[]])[]

/** The gradient of the convolution, of the norm and the cutting of it, as one for each part; null where they are not so. */
function gradientInParts(gradient: Node, parts: readonly Value[], links: Links): Replacement | null {
  const conv = links.producer(gradient.input(4))
  if (conv?.op !== '@ConvDX' || !links.readOnce(gradient.input(4))) return null
  const dx = gradient.output(0)
  const [split] = links.readers(dx)
  if (split?.op !== '@SplitC' || !links.readOnce(dx)) return null
  if (!split.outputs.every(({ shape }, index) => sameShape(shape, parts[index]?.shape ?? []))) return null
  const pieces = parts.map(({ shape }) => new Value(shape, 'float32'))
  const inputs = [...gradient.inputs.slice(0, 4), ...pieces]
  const outputs = [...split.outputs, gradient.output(1)]
  return [
    [conv, [takingOver(pieces, '@ConvDXParts', conv.inputs, conv.attributes)]],
    [gradient, [takingOver(outputs, '@BatchNormGrad', inputs, gradient.attributes)]],
    [split, []],
  ]
}
