import { dataTypes } from '../onnx'
import type { Node } from '../ir'
import type { Lowering } from '../lowering'

/** '@RowMask' (x, rows, table): the table's rows are gathered in the layout of x; forward and backward share them. */
export function lowerRowMask(lowering: Lowering, node: Node): void {
  const [x, rows, table] = [node.input(0), node.input(1), node.input(2)]
  const output = node.output(0)
  const channels = x.shape.at(-1) ?? 1
  const [images = 1, groups = 1, ...pixels] = rows.shape
  const width = table.shape[1] ?? 1
  const { block } = lowering
  const numbers = (): string =>
    lowering.derived(rows, 'numbers', () =>
      lowering.emit('Cast', [lowering.plain(rows)], { to: dataTypes.int32 }),
    )
  if (lowering.canBlock(x) && lowering.isBlocked(x) && channels === groups * width && width % block === 0) {
    const mask = lowering.derived(rows, `blocked of ${lowering.plain(table)}`, () => {
      const gathered = lowering.emit('Gather', [lowering.plain(table), numbers()], { axis: 0 })
      if (width === block) return gathered
      const inBlocks = lowering.reshape(gathered, [images, groups, ...pixels, width / block, block])
      return lowering.reshape(lowering.transpose(inBlocks, [0, 1, 4, 2, 3, 5]), lowering.shape5(x.shape))
    })
    lowering.setBlocked(output, lowering.emit('Mul', [lowering.blocked(x), mask]))
    return
  }
  const mask = lowering.derived(rows, `plain of ${lowering.plain(table)}`, () => {
    const last = [0, ...pixels.map((_, axis) => axis + 2), 1]
    const order = lowering.transpose(numbers(), last)
    const gathered = lowering.emit('Gather', [lowering.plain(table), order], { axis: 0 })
    const whole = lowering.reshape(gathered, [images, ...pixels, groups * width])
    return channels === groups * width ? whole : lowering.slice(whole, [0], [channels], [x.shape.length - 1])
  })
  lowering.setPlain(output, lowering.emit('Mul', [lowering.plain(x), mask]))
}
