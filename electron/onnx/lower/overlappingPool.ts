import { dataTypes } from '../onnx'
import type { Node, Value } from '../ir'
import type { Lowering } from '../lowering'

/** Less than every float32 that a map holds: what stands around an image and is never a window's maximum. */
const beneath = -3.4028234663852886e38

/** One spatial axis of a pooling: `cells` strides cover all that its windows touch. */
interface Axis {
  readonly size: number
  readonly windows: number
  readonly kernel: number
  readonly stride: number
  readonly before: number
  readonly cells: number
}

function axisOf(node: Node, index: 0 | 1): Axis {
  const size = node.input(1).shape[index + 1] ?? 1
  const windows = node.input(0).shape[index + 1] ?? 1
  const kernel = node.ints('kernel')[index] ?? 1
  const stride = node.ints('strides')[index] ?? 1
  const before = node.ints('pads')[index] ?? 0
  return { size, windows, kernel, stride, before, cells: windows + Math.ceil(kernel / stride) - 1 }
}

/**
 * '@MaxPoolGradOverlap' (dy, x, y): the gradient of max pooling with windows that may overlap or reach over the edge. It
 * goes to the first maximum of each window, as TensorFlow.js breaks ties.
 *
 * The padded image is a grid of stride x stride cells. A window's tap (u, v) is pixel (u mod s, v mod s) of the cell
 * (u div s, v div s) further on, so each tap is one slice of that grid; what the taps of one pixel receive is added, and
 * the pixels of a cell are put side by side.
 */
export function lowerOverlappingMaxPoolGradient(lowering: Lowering, node: Node): void {
  const [dy, x] = [node.input(0), node.input(1)]
  const [n = 1, , , channels = 1] = x.shape
  const [rows, columns] = [axisOf(node, 0), axisOf(node, 1)]
  const blocked = lowering.canBlock(x) && (lowering.isBlocked(x) || lowering.isBlocked(dy))
  const lead = blocked ? [n, channels / lowering.block] : [n]
  const lane = blocked ? lowering.block : channels
  const axis = lead.length
  const form = (value: Value): string => (blocked ? lowering.blocked(value) : lowering.plain(value))
  const [maximum, gradient] = [form(node.input(2)), form(dy)]
  const small = [...lead, rows.windows, columns.windows, lane]

  const grid = lowering.reshape(framed(lowering, form(x), axis, rows, columns), [
    ...lead,
    rows.cells,
    rows.stride,
    columns.cells,
    columns.stride,
    lane,
  ])
  const received = new Map<number, string[]>()
  let taken: string | null = null
  for (let u = 0; u < rows.kernel; u++)
    for (let v = 0; v < columns.kernel; v++) {
      const [row, column] = [Math.floor(u / rows.stride), Math.floor(v / columns.stride)]
      const [down, right] = [u % rows.stride, v % columns.stride]
      const tap = lowering.slice(
        grid,
        [row, down, column, right],
        [row + rows.windows, down + 1, column + columns.windows, right + 1],
        [axis, axis + 1, axis + 2, axis + 3],
      )
      const isMaximum = lowering.emit('Equal', [lowering.reshape(tap, small), maximum])
      const isFirst: string = taken
        ? lowering.emit('And', [isMaximum, lowering.emit('Not', [taken])])
        : isMaximum
      taken = taken ? lowering.emit('Or', [taken, isMaximum]) : isMaximum
      const share = lowering.emit('Mul', [
        lowering.emit('Cast', [isFirst], { to: dataTypes.float32 }),
        gradient,
      ])
      const zeros = lead.map(() => 0)
      const placed = lowering.pad(
        share,
        [...zeros, row, column, 0],
        [...zeros, rows.cells - rows.windows - row, columns.cells - columns.windows - column, 0],
      )
      const pixel = down * columns.stride + right
      received.set(pixel, [...(received.get(pixel) ?? []), placed])
    }
  const whole = interleaved(lowering, received, lead, lane, rows, columns)
  const name = lowering.slice(
    whole,
    [rows.before, columns.before],
    [rows.before + rows.size, columns.before + columns.size],
    [axis, axis + 1],
  )
  const cut = restored(lowering, name, lead, lane, rows, columns)
  if (blocked) lowering.setBlocked(node.output(0), cut)
  else lowering.setPlain(node.output(0), cut)
}

/** The image with what its windows reach around it, cut to whole cells. */
function framed(lowering: Lowering, name: string, axis: number, rows: Axis, columns: Axis): string {
  const after = ({ cells, stride, before, size }: Axis): number => cells * stride - before - size
  const zeros = new Array<number>(axis).fill(0)
  const pads = [rows.before, columns.before, Math.max(0, after(rows)), Math.max(0, after(columns))]
  let whole = name
  if (pads.some((pad) => pad > 0)) {
    const amounts = [...zeros, pads[0]!, pads[1]!, 0, ...zeros, pads[2]!, pads[3]!, 0]
    whole = lowering.emit('Pad', [whole, lowering.int64s(amounts), lowering.float32(beneath)])
  }
  const ends = [rows.cells * rows.stride, columns.cells * columns.stride]
  const shorter = after(rows) < 0 || after(columns) < 0
  return shorter ? lowering.slice(whole, [0, 0], ends, [axis, axis + 1]) : whole
}

/** The pixels of all cells in their places: [..., cells · stride, cells · stride, lane]. */
function interleaved(
  lowering: Lowering,
  received: ReadonlyMap<number, readonly string[]>,
  lead: readonly number[],
  lane: number,
  rows: Axis,
  columns: Axis,
): string {
  const axis = lead.length
  const cell = [...lead, rows.cells, columns.cells]
  const pixels = rows.stride * columns.stride
  const planes = Array.from({ length: pixels }, (_, pixel) => {
    const parts = received.get(pixel)
    if (!parts) {
      const nought = lowering.float32(0)
      return lowering.emit('Expand', [nought, lowering.int64s([...cell, 1, lane])])
    }
    const sum = parts.length > 1 ? lowering.emit('Sum', parts) : (parts[0] ?? '')
    return lowering.reshape(sum, [...cell, 1, lane])
  })
  const stacked = pixels > 1 ? lowering.emit('Concat', planes, { axis: axis + 2 }) : (planes[0] ?? '')
  const apart = lowering.reshape(stacked, [...cell, rows.stride, columns.stride, lane])
  const order = lead.map((_, index) => index)
  const turned = lowering.transpose(apart, [...order, axis, axis + 2, axis + 1, axis + 3, axis + 4])
  return lowering.reshape(turned, [...lead, rows.cells * rows.stride, columns.cells * columns.stride, lane])
}

/** Pixels that no window touched stand after the last cell: they get nought. */
function restored(
  lowering: Lowering,
  name: string,
  lead: readonly number[],
  lane: number,
  rows: Axis,
  columns: Axis,
): string {
  const missing = ({ cells, stride, before, size }: Axis): number =>
    Math.max(0, before + size - cells * stride)
  const [below, right] = [missing(rows), missing(columns)]
  if (below === 0 && right === 0) return lowering.reshape(name, [...lead, rows.size, columns.size, lane])
  const zeros = lead.map(() => 0)
  return lowering.pad(name, [...zeros, 0, 0, 0], [...zeros, below, right, 0])
}
