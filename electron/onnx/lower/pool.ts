import type { Node, Value } from '../ir'
import type { Lowering } from '../lowering'
import type { Attributes } from '../onnx'
import { toChannelsFirst, toChannelsLast, windowOf } from './window'

/** '@MaxPool' (x). */
export function lowerMaxPool(lowering: Lowering, node: Node): void {
  const { strides, pads, dilations } = windowOf(node)
  pool(lowering, node, 'MaxPool', { kernel_shape: node.ints('kernel'), strides, pads, dilations })
}

/** '@AvgPool' (x): the mean over the pixels that exist. */
export function lowerAveragePool(lowering: Lowering, node: Node): void {
  const { strides, pads } = windowOf(node)
  pool(lowering, node, 'AveragePool', {
    kernel_shape: node.ints('kernel'),
    strides,
    pads,
    count_include_pad: 0,
  })
}

function pool(lowering: Lowering, node: Node, op: string, attributes: Attributes): void {
  const x = node.input(0)
  const output = node.output(0)
  if (lowering.canBlock(x) && lowering.isBlocked(x)) {
    lowering.setBlocked4(output, lowering.blockedOp(op, [lowering.blocked4(x)], attributes))
    return
  }
  const rank = x.shape.length
  const operand = lowering.transpose(lowering.plain(x), toChannelsFirst(rank))
  lowering.setPlain(
    output,
    lowering.transpose(lowering.emit(op, [operand], attributes), toChannelsLast(rank)),
  )
}

/**
 * '@MaxPoolGrad' (dy, x, y), windows that do not overlap: the gradient goes to the first maximum of each window, as
 * TensorFlow.js breaks ties. Cell by cell: what equals the maximum takes what nobody before it took.
 */
export function lowerMaxPoolGradient(lowering: Lowering, node: Node): void {
  const dy = node.input(0)
  const x = node.input(1)
  const [n = 1, height = 1, width = 1, channels = 1] = x.shape
  const [kh = 1, kw = 1] = node.ints('kernel')
  const [, rows = 1, columns = 1] = dy.shape
  const blocked = lowering.canBlock(x) && (lowering.isBlocked(x) || lowering.isBlocked(dy))
  const lead = blocked ? [n, channels / lowering.block] : [n]
  const lane = blocked ? lowering.block : channels
  const axis = lead.length
  const form = (value: Value): string => (blocked ? lowering.blocked(value) : lowering.plain(value))

  const covered = rows * kh === height && columns * kw === width
  let source = form(x)
  if (!covered) source = lowering.slice(source, [0, 0], [rows * kh, columns * kw], [axis, axis + 1])
  const windows = lowering.reshape(source, [...lead, rows, kh, columns, kw, lane])
  const maximum = form(node.input(2))
  const nought = lowering.float32(0)
  const cells: string[] = []
  let left = form(dy)
  for (let cell = 0; cell < kh * kw; cell++) {
    if (cell === kh * kw - 1) {
      cells.push(left)
      break
    }
    const row = Math.floor(cell / kw)
    const column = cell % kw
    const piece = lowering.slice(windows, [row, column], [row + 1, column + 1], [axis + 1, axis + 3])
    const isMaximum = lowering.emit('Equal', [
      lowering.reshape(piece, [...lead, rows, columns, lane]),
      maximum,
    ])
    cells.push(lowering.emit('Where', [isMaximum, left, nought]))
    left = lowering.emit('Where', [isMaximum, nought, left])
  }
  const stacked = lowering.emit(
    'Concat',
    cells.map((cell) => lowering.reshape(cell, [...lead, rows, columns, 1, lane])),
    { axis: axis + 2 },
  )
  let name = lowering.reshape(stacked, [...lead, rows, columns, kh, kw, lane])
  const order = lead.map((_, index) => index)
  name = lowering.transpose(name, [...order, axis, axis + 2, axis + 1, axis + 3, axis + 4])
  name = lowering.reshape(name, [...lead, rows * kh, columns * kw, lane])
  const none = lead.map(() => 0)
  if (!covered)
    name = lowering.pad(name, [...none, 0, 0, 0], [...none, height - rows * kh, width - columns * kw, 0])
  if (blocked) lowering.setBlocked(node.output(0), name)
  else lowering.setPlain(node.output(0), name)
}
