import { dataTypes } from '../onnx'
import { Node, Value } from '../ir'
import type { Lowering } from '../lowering'
import { emitElementwiseOfSlices } from './slices'

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
  lowering.setPlain(output, lowering.emit('Mul', [lowering.plain(x), plainMask(lowering, x, rows, table)]))
}

/** '@RowMask' of volumes: the product is taken slice by slice where x is held so. */
export function lowerRowMask3d(lowering: Lowering, node: Node): void {
  const [x, rows, table] = [node.input(0), node.input(1), node.input(2)]
  const mask = new Value(x.shape, 'float32')
  lowering.setPlain(mask, plainMask(lowering, x, rows, table))
  const product = new Node('Mul', [x, mask])
  product.outputs = node.outputs
  if (emitElementwiseOfSlices(lowering, product)) return
  lowering.setPlain(node.output(0), lowering.emit('Mul', [lowering.plain(x), lowering.plain(mask)]))
}

function plainMask(lowering: Lowering, x: Value, rows: Value, table: Value): string {
  const channels = x.shape.at(-1) ?? 1
  const [images = 1, groups = 1, ...pixels] = rows.shape
  const width = table.shape[1] ?? 1
  return lowering.derived(rows, `plain of ${lowering.plain(table)}`, () => {
    const numbers = lowering.emit('Cast', [lowering.plain(rows)], { to: dataTypes.int32 })
    const last = [0, ...pixels.map((_, axis) => axis + 2), 1]
    const gathered = lowering.emit('Gather', [lowering.plain(table), lowering.transpose(numbers, last)], {
      axis: 0,
    })
    const whole = lowering.reshape(gathered, [images, ...pixels, groups * width])
    return channels === groups * width ? whole : lowering.slice(whole, [0], [channels], [x.shape.length - 1])
  })
}
