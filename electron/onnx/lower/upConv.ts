import type { Node } from '../ir'
import type { Lowering } from '../lowering'
import { biasVector } from './filter'
import { fusedActivation } from './window'

// A 3x3 convolution of a map upsampled twofold (nearest) sees, for each of the four output phases, a 2x2 window of the
// small map with summed weights: 16 multiplications where the plain form has 36. Its adjoint is one 4x4 convolution of
// stride 2.

/** For each phase and tap of the 2-window: which of the three rows of the filter are summed. */
const phaseTaps = [
  [
    [1, 0, 0],
    [0, 1, 1],
  ],
  [
    [1, 1, 0],
    [0, 0, 1],
  ],
]
/** For each tap of the 4-window of the adjoint: which rows of the filter are summed. */
const adjointTaps = [
  [0, 0, 1],
  [0, 1, 1],
  [1, 1, 0],
  [1, 0, 0],
]

export const outer = (rows: readonly number[], columns: readonly number[]): number[] =>
  rows.flatMap((row) => columns.map((column) => row * column))

/** [16, 9]: (row phase, column phase, row tap, column tap) by filter tap. */
export const phaseMatrix = phaseTaps.flatMap((rowPhase) =>
  phaseTaps.flatMap((columnPhase) =>
    rowPhase.flatMap((row) => columnPhase.flatMap((column) => outer(row, column))),
  ),
)
/** [16, 9]: adjoint tap by filter tap. */
export const adjointMatrix = adjointTaps.flatMap((row) => adjointTaps.flatMap((column) => outer(row, column)))
/** [9, 16] */
const adjointTransposed = Array.from({ length: 9 * 16 }, (_, index) => {
  const tap = Math.floor(index / 16)
  return adjointMatrix[(index % 16) * 9 + tap] ?? 0
})

/** '@UpConv' (small map, filter[, bias]). */
export function lowerUpConv(lowering: Lowering, node: Node): void {
  const x = node.input(0)
  const filter = node.input(1)
  const bias = node.inputs[2] ?? null
  const output = node.output(0)
  const { block } = lowering
  const [n = 1, height = 1, width = 1, inputs = 1] = x.shape
  const outputs = output.shape[3] ?? 1
  let weights = lowering.emit('MatMul', [
    lowering.float32s(phaseMatrix, [16, 9]),
    lowering.reshape(lowering.plain(filter), [9, inputs * outputs]),
  ])
  weights = lowering.transpose(
    lowering.reshape(weights, [4, 4, inputs / block, block, outputs / block, block]),
    [0, 4, 2, 1, 3, 5],
  )
  const perPhase = lowering.emitSeveral(
    'Split',
    [lowering.reshape(weights, [4 * outputs, inputs, 2, 2]), lowering.int64s(Array(4).fill(outputs))],
    { axis: 0 },
    4,
  )
  const activation = fusedActivation(node)
  const biasName = bias && biasVector(lowering, bias, outputs)
  const rows = (n * outputs * height) / block
  const phases = perPhase.map((filterOfPhase, index) => {
    const row = index >> 1
    const column = index & 1
    const name = lowering.blockedOp('Conv', [lowering.blocked4(x), filterOfPhase, biasName], {
      kernel_shape: [2, 2],
      pads: [1 - row, 1 - column, row, column],
      ...activation,
    })
    return lowering.reshape(name, [1, rows, width, block])
  })
  let name = lowering.reshape(lowering.emit('Concat', phases, { axis: 0 }), [2, 2, rows, width, block])
  name = lowering.transpose(name, [2, 0, 3, 1, 4])
  lowering.setBlocked(output, lowering.reshape(name, lowering.shape5(output.shape)))
}

/** '@UpConvDX' (dy, filter): gradient with respect to the small map. */
export function lowerUpConvInputGradient(lowering: Lowering, node: Node): void {
  const dy = node.input(0)
  const output = node.output(0)
  const { block } = lowering
  const inputs = output.shape[3] ?? 1
  const outputs = dy.shape[3] ?? 1
  let weights = lowering.emit('MatMul', [
    lowering.float32s(adjointMatrix, [16, 9]),
    lowering.reshape(lowering.plain(node.input(1)), [9, inputs * outputs]),
  ])
  weights = lowering.blockedOp('ReorderInput', [lowering.reshape(weights, [16, inputs, outputs, 1])])
  weights = lowering.transpose(
    lowering.reshape(weights, [16, inputs / block, outputs / block, block, block]),
    [1, 2, 0, 3, 4],
  )
  const name = lowering.blockedOp(
    'Conv',
    [lowering.blocked4(dy), lowering.reshape(weights, [inputs, outputs, 4, 4])],
    { kernel_shape: [4, 4], strides: [2, 2], pads: [1, 1, 1, 1] },
  )
  lowering.setBlocked4(output, name)
}

/** '@UpConvDW' (small map, dy): gradient with respect to the filter; the small map is the operator's filter. */
export function lowerUpConvWeightGradient(lowering: Lowering, node: Node): void {
  const x = node.input(0)
  const dy = node.input(1)
  const output = node.output(0)
  const { block } = lowering
  const [n = 1, height = 1, width = 1, inputs = 1] = x.shape
  const outputBlocks = (dy.shape[3] ?? 1) / block
  const inputBlocks = inputs / block
  let operand = lowering.blocked(dy)
  operand =
    outputBlocks > 1 && n > 1
      ? lowering.transpose(operand, [1, 0, 2, 3, 4])
      : lowering.reshape(operand, [outputBlocks, n, 2 * height, 2 * width, block])
  operand = lowering.pad(operand, [0, 0, 0, 1, 0], [0, 0, 0, 1, 0])
  operand = lowering.reshape(operand, [outputBlocks, n, 2 * height, (2 * width + 2) * block])
  let name = lowering.blockedOp(
    'Conv',
    [operand, lowering.reshape(lowering.blocked4(x), [n * inputs, 1, height, width])],
    { kernel_shape: [height, width], dilations: [2, 2 * block], group: n, pads: [1, 0, 1, 0] },
  )
  const square = block * block // (output lane, input lane)
  name = lowering.reshape(name, [outputBlocks, n, inputBlocks, 16, square])
  name = n > 1 ? lowering.sum(name, [1]) : name
  name = lowering.emit('MatMul', [
    lowering.float32s(adjointTransposed, [1, 9, 16]),
    lowering.reshape(name, [outputBlocks * inputBlocks, 16, square]),
  ])
  const swapped = lowering.blockedOp('ReorderInput', [
    lowering.reshape(name, [outputBlocks * inputBlocks * 9, block, block, 1]),
  ])
  name = lowering.transpose(
    lowering.reshape(swapped, [outputBlocks, inputBlocks, 9, block, block]),
    [2, 1, 3, 0, 4],
  )
  lowering.setPlain(output, lowering.reshape(name, output.shape))
}
