import type { Node, Value } from '../ir'
import type { Lowering } from '../lowering'

/** '@MatMul' (a, b) with `transA`, `transB` of the last two axes: fused, or as standard operators where asked for. */
export function lowerMatMul(lowering: Lowering, node: Node): void {
  const [a, b] = [node.input(0), node.input(1)]
  const [transA, transB] = [node.attributes.transA ?? 0, node.attributes.transB ?? 0]
  if (!lowering.options.portable) {
    const operands = [lowering.plain(a), lowering.plain(b)]
    lowering.setPlain(
      node.output(0),
      lowering.emit('FusedMatMul', operands, { transA, transB }, 'com.microsoft'),
    )
    return
  }
  const operand = (value: Value, turned: boolean): string => {
    const axes = value.shape.map((_, axis) => axis)
    const [last = 0, before = 0] = [axes.pop(), axes.pop()]
    return turned ? lowering.transpose(lowering.plain(value), [...axes, last, before]) : lowering.plain(value)
  }
  lowering.setPlain(
    node.output(0),
    lowering.emit('MatMul', [operand(a, transA === 1), operand(b, transB === 1)]),
  )
}
