import type { Node } from '../ir'
import type { Lowering } from '../lowering'

/** '@ConcatC' (parts…): concatenation over channels; kept in parts while only convolutions read it. */
export function lowerConcatChannels(lowering: Lowering, node: Node): void {
  const output = node.output(0)
  const parts = node.outputs.length ? node.inputs.map((_, index) => node.input(index)) : []
  const blockable = parts.every((part) => lowering.canBlock(part))
  if (blockable && parts.some((part) => lowering.isBlocked(part))) {
    lowering.setParts(output, parts)
    return
  }
  const names = parts.map((part) => lowering.plain(part))
  lowering.setPlain(output, lowering.emit('Concat', names, { axis: output.shape.length - 1 }))
}

/** '@SplitC' (x): the reverse. */
export function lowerSplitChannels(lowering: Lowering, node: Node): void {
  const x = node.input(0)
  const sizes = node.outputs.map((output) => output.shape.at(-1) ?? 0)
  const { block } = lowering
  if (lowering.isBlocked(x) && sizes.every((size) => size % block === 0)) {
    const blocks = lowering.int64s(sizes.map((size) => size / block))
    const names = lowering.emitSeveral('Split', [lowering.blocked(x), blocks], { axis: 1 }, sizes.length)
    node.outputs.forEach((output, index) => lowering.setBlocked(output, names[index] ?? ''))
    return
  }
  const operands = [lowering.plain(x), lowering.int64s(sizes)]
  const names = lowering.emitSeveral('Split', operands, { axis: x.shape.length - 1 }, sizes.length)
  node.outputs.forEach((output, index) => lowering.setPlain(output, names[index] ?? ''))
}
