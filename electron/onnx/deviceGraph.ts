import type { OnnxGraph, OnnxInitialiser, OnnxNode } from './onnx'

/** Parts of one Split or Concat on a graphics card: its shaders bind eight buffers at least, one of them the whole. */
export const mostParts = 7

/**
 * The same graph for a graphics card, whose shaders see only a few buffers at once: a Split into, or a Concat of, more
 * than `most` parts becomes a tree of smaller ones. A convolution with noughts at the end only gets them from a Pad: one
 * whose filter is as large as its image is taken for a matrix product there, noughts or not.
 */
export function deviceGraph(graph: OnnxGraph, most = mostParts): OnnxGraph {
  const sizes = new Map(graph.initialisers.map((initialiser) => [initialiser.name, initialiser]))
  const added: OnnxInitialiser[] = []
  const nodes = graph.nodes.flatMap((node) => {
    if (node.op === 'Split' && node.outputs.length > most) return splitTree(node, sizes, added, most)
    if (node.op === 'Concat' && node.inputs.length > most) return concatTree(node, most)
    if (node.op === 'Conv' && paddedAtEndOnly(node)) return framedFirst(node, added)
    return [node]
  })
  return { ...graph, nodes, initialisers: [...graph.initialisers, ...added] }
}

/** Pads of a convolution: all befores, then all afters. */
function padsOf({ attributes }: OnnxNode): { before: readonly number[]; after: readonly number[] } {
  const pads = (attributes.pads ?? []) as readonly number[]
  return { before: pads.slice(0, pads.length / 2), after: pads.slice(pads.length / 2) }
}

function paddedAtEndOnly(node: OnnxNode): boolean {
  const { before, after } = padsOf(node)
  return before.every((pad) => pad === 0) && after.some((pad) => pad > 0)
}

function framedFirst(node: OnnxNode, added: OnnxInitialiser[]): OnnxNode[] {
  const { before, after } = padsOf(node)
  const [image = '', ...rest] = node.inputs
  const [framed, amounts] = [`${node.outputs[0]}_framed`, `${node.outputs[0]}_frame`]
  const data = BigInt64Array.from([0, 0, ...before, 0, 0, ...after], (pad) => BigInt(pad))
  added.push({ name: amounts, dtype: 'int64', dims: [data.length], data })
  return [
    { op: 'Pad', inputs: [image, amounts], outputs: [framed], attributes: {} },
    {
      ...node,
      inputs: [framed, ...rest],
      attributes: { ...node.attributes, pads: [...before, ...after.map(() => 0)] },
    },
  ]
}

function splitTree(
  node: OnnxNode,
  initialisers: ReadonlyMap<string, OnnxInitialiser>,
  added: OnnxInitialiser[],
  most: number,
): OnnxNode[] {
  const [whole = '', sizesName = ''] = node.inputs
  const sizes = initialisers.get(sizesName)
  if (!sizes) throw new Error('the sizes of a Split are not known')
  const split = (
    from: string,
    outputs: readonly string[],
    each: readonly bigint[],
    path: string,
  ): OnnxNode[] => {
    const runs = outputs.length > most ? inRuns(outputs.length, most) : null
    const names = runs ? runs.map((_, index) => `${sizesName}${path}_${index}`) : outputs
    const data = runs ? runs.map(([start, end]) => sum(each.slice(start, end))) : each
    const given = `${whole}${path}_sizes`
    added.push({ name: given, dtype: 'int64', dims: [data.length], data: BigInt64Array.from(data) })
    const here: OnnxNode = { ...node, inputs: [from, given], outputs: names }
    const below = (runs ?? []).flatMap(([start, end], index) =>
      split(names[index]!, outputs.slice(start, end), each.slice(start, end), `${path}_${index}`),
    )
    return [here, ...below]
  }
  return split(whole, node.outputs, [...(sizes.data as BigInt64Array)], `_${node.outputs[0]}`)
}

function concatTree(node: OnnxNode, most: number): OnnxNode[] {
  const [whole = ''] = node.outputs
  const concat = (parts: readonly string[], output: string): OnnxNode[] => {
    if (parts.length <= most) return [{ ...node, inputs: parts, outputs: [output] }]
    const runs = inRuns(parts.length, most)
    const names = runs.map((_, index) => `${output}_${index}`)
    return [
      ...runs.flatMap(([start, end], index) => concat(parts.slice(start, end), names[index]!)),
      { ...node, inputs: names, outputs: [output] },
    ]
  }
  return concat(node.inputs, whole)
}

/** `count` places in `parts` runs of nearly equal length: [from, until]. */
const inRuns = (count: number, parts: number): [number, number][] =>
  Array.from({ length: parts }, (_, index) => [
    Math.floor((index * count) / parts),
    Math.floor(((index + 1) * count) / parts),
  ])

const sum = (numbers: readonly bigint[]): bigint => numbers.reduce((total, each) => total + each, 0n)
