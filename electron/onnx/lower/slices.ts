import { elementwise, emitElementwise } from '../elementwise'
import { elements, Node, sameShape, Value } from '../ir'
import type { Lowering } from '../lowering'
import { lowerConcatChannels } from './channels'

// A volume [n, d, h, w, c] is held blocked as d images of their own. A depth tap is then a choice among names, nothing is
// cut, padded or stacked, and what follows a slice finds it in the cache.

export type Macro = (lowering: Lowering, node: Node) => void

/** Operators that make nothing infinite of the noughts that fill up a block. */
const keepsFinite: ReadonlySet<string> = new Set(
  'Relu LeakyRelu Sigmoid Tanh Neg Abs Elu Cast Identity Add Sub Mul Max Min Sum Greater Less Where Clip'.split(
    ' ',
  ),
)

const isVolume = (value: Value | null): value is Value => value?.shape.length === 5

/**
 * A macro of images, slice by slice where a volume of whole blocks is held so, else as it is. Operands that are no volumes
 * are shared.
 */
export const perSlice =
  (macro: Macro): Macro =>
  (lowering, node) => {
    const volumes = node.inputs.filter(isVolume)
    const sliced = volumes.some((volume) => lowering.isSliced(volume))
    const whole = [...volumes, ...node.outputs].every(
      ({ shape }) => (shape.at(-1) ?? 0) % lowering.block === 0,
    )
    if (!sliced || !whole || !volumes.every((volume) => lowering.canSlice(volume))) {
      macro(lowering, node)
      return
    }
    const operand = (input: Value, slice: number): Value =>
      isVolume(input) ? lowering.slices(input)[slice]! : input
    eachSlice(lowering, node, operand, macro)
  }

/**
 * Emits an elementwise operator slice by slice when an operand is held so and every other one is of the same shape, a
 * scalar, a vector over channels, or one over images and channels. False: emit it otherwise.
 */
export function emitElementwiseOfSlices(lowering: Lowering, node: Node): boolean {
  const output = node.output(0)
  if (!elementwise.has(node.op) || output.shape.length !== 5 || lowering.block === 0) return false
  const channels = output.shape[4] ?? 0
  const filled = lowering.filledUp(channels)
  if (filled % lowering.block !== 0 || (filled !== channels && !keepsFinite.has(node.op))) return false
  if (!node.inputs.some((input) => input && lowering.isSliced(input))) return false
  const forms = node.inputs.map((input) => (input ? formOf(lowering, input, output) : null))
  if (node.inputs.some((input, index) => input && !forms[index])) return false
  const operand = (input: Value, slice: number): Value => {
    const form = forms[node.inputs.indexOf(input)]
    return form === 'volume' ? lowering.slices(input)[slice]! : form!
  }
  eachSlice(lowering, node, operand, (_, ofSlice) => {
    if (emitElementwise(lowering, ofSlice)) return
    const names = ofSlice.inputs.map((input) => input && lowering.plain(input))
    lowering.setPlain(ofSlice.output(0), lowering.emit(ofSlice.op, names, ofSlice.attributes, ofSlice.domain))
  })
  return true
}

/** Runs `emit` on a copy of the node for each slice, and joins the outputs to volumes. */
function eachSlice(
  lowering: Lowering,
  node: Node,
  operand: (input: Value, slice: number) => Value,
  emit: Macro,
): void {
  const slices: Value[][] = node.outputs.map(() => [])
  const depth = node.output(0).shape[1] ?? 1
  for (let slice = 0; slice < depth; slice++) {
    const inputs = node.inputs.map((input) => input && operand(input, slice))
    const ofSlice = new Node(node.op, inputs, node.attributes, node.domain ? { domain: node.domain } : {})
    ofSlice.outputs = node.outputs.map((output) => lowering.sliceOf(output))
    emit(lowering, ofSlice)
    ofSlice.outputs.forEach((output, index) => slices[index]?.push(output))
  }
  node.outputs.forEach((output, index) => lowering.setSlices(output, slices[index] ?? []))
}

/** How an operand of a volume meets its slices: cut as well, or the same for all; null = it does not. */
function formOf(lowering: Lowering, input: Value, output: Value): 'volume' | Value | null {
  const { shape } = input
  const [images = 1, , , , channels = 1] = output.shape
  const filled = lowering.filledUp(channels)
  if (sameShape(shape, output.shape))
    return filled === channels || input.dtype === 'float32' || lowering.isSliced(input) ? 'volume' : null
  const view = (as: number[], more: number): Value => {
    const value = new Value([...as.slice(0, -1), ...(as.length ? [as.at(-1)! + more] : [])], input.dtype)
    let name = lowering.reshape(lowering.plain(input), as)
    if (more > 0)
      name = lowering.pad(
        name,
        as.map(() => 0),
        as.map((_, axis) => (axis === as.length - 1 ? more : 0)),
      )
    lowering.setPlain(value, name)
    return value
  }
  if (elements(shape) === 1) return view([], 0)
  if (shape.at(-1) !== channels || (filled !== channels && input.dtype !== 'float32')) return null
  if (elements(shape) === channels) return view([channels], filled - channels)
  const perMap = shape.length === 5 && shape[0] === images && shape.slice(1, 4).every((size) => size === 1)
  return perMap ? view([images, 1, 1, channels], filled - channels) : null
}

/** '@ConcatC' (parts…) of volumes: kept in parts, which convolutions read slice by slice. */
export const lowerConcatVolumes: Macro = (lowering, node) => {
  const parts = node.inputs.map((_, index) => node.input(index))
  const sliced =
    parts.every((part) => lowering.canSlice(part)) && parts.some((part) => lowering.isSliced(part))
  if (sliced) lowering.setParts(node.output(0), parts)
  else lowerConcatChannels(lowering, node)
}
