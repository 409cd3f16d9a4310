import type { Node, Shape, Value } from '../ir'
import type { Lowering } from '../lowering'
import { convolutionOperand, direct, filterSlice } from './filter'
import { turnedConvolution } from './turnedConvolution'
import {
  spatialAxes,
  toChannelsFirst,
  toChannelsLast,
  toFilterFirst,
  unit,
  windowOf,
  type Window,
} from './window'

/** '@ConvDX' (dy, filter): gradient of a convolution with respect to its input. */
export function lowerConvInputGradient(lowering: Lowering, node: Node): void {
  inputGradient(lowering, [{ dy: node.input(0), filter: node.input(1) }], windowOf(node), node.output(0))
}

/** '@ConvDXParts' (dy, filter): the same for a concatenated input, one output for each part. */
export function lowerConvInputGradientParts(lowering: Lowering, node: Node): void {
  let from = 0
  for (const output of node.outputs) {
    const to = from + (output.shape[3] ?? 0)
    const term = { dy: node.input(0), filter: filterSlice(lowering, node.input(1), from, to) }
    inputGradient(lowering, [term], windowOf(node), output)
    from = to
  }
}

/** What a gradient goes through on its way back. */
export interface InputGradientTerm {
  readonly dy: Value
  readonly filter: Value
}

/** The sum of the input gradients of some terms, all of the same shapes. */
export function inputGradient(
  lowering: Lowering,
  terms: readonly InputGradientTerm[],
  window: Window,
  output: Value,
): void {
  const [first] = terms
  if (!first) throw new Error('an input gradient without terms')
  const { dy, filter } = first
  const [kh = 1, kw = 1, inputs = 1, outputs = 1] = filter.shape
  const [, height = 1, width = 1, channels = 1] = output.shape
  if (
    lowering.block > 0 &&
    dy.shape.length === 4 &&
    inputs % lowering.block === 0 &&
    direct(lowering, outputs) &&
    unit(window.dilations) &&
    channels === inputs
  ) {
    const [sh = 1, sw = 1] = window.strides
    const [top = 0, left = 0] = window.pads
    const rows = phases(kh, sh, top, height, dy.shape[1] ?? 1)
    const columns = phases(kw, sw, left, width, dy.shape[2] ?? 1)
    if ([rows.before, rows.after, columns.before, columns.after].every((pad) => pad >= 0)) {
      byPhases(lowering, terms, output, rows, columns)
      return
    }
  }
  const gradients = terms.map((term) => plainInputGradient(lowering, term, window, output.shape))
  lowering.setPlain(output, gradients.length > 1 ? lowering.emit('Sum', gradients) : gradients[0]!)
}

interface Phases {
  readonly stride: number
  readonly pad: number
  /** Taps of each phase's window. */
  readonly taps: number
  /** Positions of each phase. */
  readonly count: number
  readonly before: number
  readonly after: number
  /** The filter's tap that phase `phase` has at its own tap `tap`; -1 = nought. */
  tap(phase: number, tap: number): number
}

/** dX[s·q + r] = Σ_e dY[q + e] · w[r + p − s·e]: for each phase r of the stride a convolution of stride one. */
function phases(kernel: number, stride: number, pad: number, size: number, outputs: number): Phases {
  const first = Math.ceil((pad - (kernel - 1)) / stride)
  const last = Math.floor((stride - 1 + pad) / stride)
  const taps = last - first + 1
  const count = Math.ceil(size / stride)
  return {
    stride,
    pad,
    taps,
    count,
    before: -first,
    after: count - outputs + taps - 1 + first,
    tap(phase, tap) {
      const place = phase + pad - stride * (first + tap)
      return place >= 0 && place < kernel ? place : -1
    },
  }
}

/** All phases as the output channels of one direct convolution, then one transpose that interleaves whole blocks. */
function byPhases(
  lowering: Lowering,
  terms: readonly InputGradientTerm[],
  output: Value,
  rows: Phases,
  columns: Phases,
): void {
  const { block } = lowering
  const [n = 1, height = 1, width = 1, inputs = 1] = output.shape
  const inputBlocks = inputs / block
  let sum: string | null = null
  for (const { dy, filter } of terms) {
    const operands = [
      convolutionOperand(lowering, dy),
      phasesFilter(lowering, filter, rows, columns),
      null,
      ...(sum ? [sum] : []),
    ]
    sum = lowering.blockedOp('Conv', operands, {
      kernel_shape: [rows.taps, columns.taps],
      pads: [rows.before, columns.before, rows.after, columns.after],
    })
  }
  let name = sum ?? ''
  if (rows.stride * columns.stride === 1) {
    lowering.setBlocked4(output, name)
    return
  }
  const interleaved = [n, rows.stride, columns.stride, inputBlocks, rows.count, columns.count, block]
  name = lowering.transpose(lowering.reshape(name, interleaved), [0, 3, 4, 1, 5, 2, 6])
  const full = [rows.count * rows.stride, columns.count * columns.stride]
  name = lowering.reshape(name, [n, inputBlocks, ...full, block])
  if (full[0] !== height || full[1] !== width) name = lowering.slice(name, [0, 0], [height, width], [2, 3])
  lowering.setBlocked(output, name)
}

/** The filter of all phases, [phases · I/B, O/B, taps, Bo, Bi] under the shape [phases · I, O, rows, columns]. */
function phasesFilter(lowering: Lowering, filter: Value, rows: Phases, columns: Phases): string {
  const key = `phases ${JSON.stringify([rows, columns])}`
  return lowering.derived(filter, key, () => emitPhasesFilter(lowering, filter, rows, columns))
}

function emitPhasesFilter(lowering: Lowering, filter: Value, rows: Phases, columns: Phases): string {
  const { block } = lowering
  const [kh = 1, kw = 1, inputs = 1, outputs = 1] = filter.shape
  const taps: number[] = []
  const span = (count: number): number[] => Array.from({ length: count }, (_, index) => index)
  for (const rowPhase of span(rows.stride))
    for (const columnPhase of span(columns.stride))
      for (const rowTap of span(rows.taps))
        for (const columnTap of span(columns.taps)) {
          const row = rows.tap(rowPhase, rowTap)
          const column = columns.tap(columnPhase, columnTap)
          taps.push(row < 0 || column < 0 ? kh * kw : row * kw + column)
        }

  const phaseCount = rows.stride * columns.stride
  const tapCount = rows.taps * columns.taps
  let weights = lowering.reshape(lowering.plain(filter), [kh * kw, inputs, outputs])
  if (taps.includes(kh * kw)) {
    const none = lowering.initialiser('float32', [1, inputs, outputs], new Float32Array(inputs * outputs))
    weights = lowering.emit('Concat', [weights, none], { axis: 0 })
  }
  const tapsMade = taps.includes(kh * kw) ? kh * kw + 1 : kh * kw
  weights = lowering.blockedOp('ReorderInput', [lowering.reshape(weights, [tapsMade, inputs, outputs, 1])])
  // rows of Bi numbers, [taps, I/B, O], in the order [phase, I/B, O/B, tap, Bo]; a block of O is all of it where it is less
  const inputBlocks = inputs / block
  const lane = outputs % block ? 1 : block
  const key = `phases ${inputs} ${outputs} ${phaseCount} ${taps.join()}`
  weights = lowering.takeRows(weights, tapsMade * inputBlocks * outputs, block, key, () =>
    span(phaseCount).flatMap((phase) =>
      span(inputBlocks).flatMap((inputBlock) =>
        span(outputs / lane).flatMap((outputBlock) =>
          span(tapCount).flatMap((tap) => {
            const source = taps[phase * tapCount + tap]! * inputBlocks + inputBlock
            return span(lane).map((output) => source * outputs + outputBlock * lane + output)
          }),
        ),
      ),
    ),
  )
  return lowering.reshape(weights, [phaseCount * inputs, outputs, rows.taps, columns.taps])
}

/** ConvTranspose, with less of its end cut off where the input was longer than the windows reached. */
function plainInputGradient(
  lowering: Lowering,
  { dy, filter }: InputGradientTerm,
  window: Window,
  shape: Shape,
): string {
  if ((lowering.options.provider ?? 'cpu') === 'cpu') {
    const turned = turnedConvolution(lowering, dy, filter, window, shape)
    if (turned !== null) return turned
  }
  const rank = dy.shape.length
  const axes = rank - 2
  const { strides, dilations } = window
  const pads = window.pads.slice()
  const missing = spatialAxes(axes).map((axis, i) => {
    const reach = (filter.shape[i]! - 1) * dilations[i]! + 1
    const short = shape[axis]! - ((dy.shape[axis]! - 1) * strides[i]! + reach - pads[i]! - pads[axes + i]!)
    const given = Math.min(Math.max(0, short), pads[axes + i]!)
    pads[axes + i]! -= given
    return Math.max(0, short) - given
  })
  let name = lowering.emit(
    'ConvTranspose',
    [
      lowering.transpose(lowering.plain(dy), toChannelsFirst(rank)),
      lowering.transpose(lowering.plain(filter), toFilterFirst(rank)),
    ],
    {
      kernel_shape: filter.shape.slice(0, axes),
      strides,
      dilations,
      pads,
      group: shape.at(-1)! / filter.shape.at(-2)!,
    },
  )
  if (missing.some((count) => count > 0))
    name = lowering.pad(name, new Array<number>(rank).fill(0), [0, 0, ...missing])
  const zeros = new Array<number>(axes).fill(0)
  const sizes = shape.slice(1, -1)
  name = lowering.slice(
    name,
    zeros,
    sizes,
    spatialAxes(axes).map((axis) => axis + 1),
  )
  return lowering.transpose(name, toChannelsLast(rank))
}
