import type { Node, Value } from '../ir'
import type { Lowering } from '../lowering'
import { biasVector } from './filter'
import { adjointMatrix, outer, phaseMatrix } from './upConv'
import { fusedActivation } from './window'

// As in upConv.ts, in three dimensions: of a 3x3x3 convolution of a volume upsampled twofold each voxel sees 2x2x2 voxels
// of the small volume with summed weights, 8 multiplications where the plain form has 27. In depth a window is a choice of
// slices, so what is left for each pair of slices is the form for images.

/** One of the small slices that an output slice sees: output = depths · q + phase sees q + offset. */
interface DepthTap {
  readonly phase: number
  readonly offset: number
  /** Which of the filter's three planes are summed. */
  readonly planes: readonly number[]
}

const twofoldTaps: readonly DepthTap[] = [
  { phase: 0, offset: -1, planes: [1, 0, 0] },
  { phase: 0, offset: 0, planes: [0, 1, 1] },
  { phase: 1, offset: 0, planes: [1, 1, 0] },
  { phase: 1, offset: 1, planes: [0, 0, 1] },
]
/** Where the depth stays as it is. */
const sameTaps: readonly DepthTap[] = [
  { phase: 0, offset: -1, planes: [1, 0, 0] },
  { phase: 0, offset: 0, planes: [0, 1, 0] },
  { phase: 0, offset: 1, planes: [0, 0, 1] },
]

/** A tap and the pairs of slices that meet in it. */
interface MetTap extends DepthTap {
  readonly pairs: readonly { readonly small: number; readonly large: number }[]
}

/** The taps that meet any slice, in a volume of so many small slices. */
function metTaps(node: Node, smallDepth: number): readonly MetTap[] {
  const [depths = 1] = node.ints('scale')
  return (depths === 2 ? twofoldTaps : sameTaps)
    .map((tap) => {
      const pairs = []
      for (let q = 0; q < smallDepth; q++) {
        const small = q + tap.offset
        if (small >= 0 && small < smallDepth) pairs.push({ small, large: depths * q + tap.phase })
      }
      return { ...tap, pairs }
    })
    .filter(({ pairs }) => pairs.length > 0)
}

/** [taps · 16, 27]: (depth tap, in-plane tap) by filter tap, from an in-plane matrix [16, 9]. */
function volumeMatrix(taps: readonly DepthTap[], inPlane: readonly number[]): number[] {
  return taps.flatMap(({ planes }) =>
    Array.from({ length: 16 }, (_, row) => outer(planes, inPlane.slice(row * 9, row * 9 + 9))).flat(),
  )
}

/** '@UpConv' (small volume, filter[, bias]). */
export function lowerUpConv3d(lowering: Lowering, node: Node): void {
  const x = node.input(0)
  const filter = node.input(1)
  const bias = node.inputs[2] ?? null
  const output = node.output(0)
  const { block } = lowering
  const [n = 1, smallDepth = 1, height = 1, width = 1, inputs = 1] = x.shape
  const outputs = output.shape[4] ?? 1
  const taps = metTaps(node, smallDepth)
  const matrix = lowering.float32s(volumeMatrix(taps, phaseMatrix), [taps.length * 16, 27])
  const product = lowering.emit('MatMul', [
    matrix,
    lowering.reshape(lowering.plain(filter), [27, inputs * outputs]),
  ])
  const weights = lowering.transpose(
    lowering.reshape(product, [taps.length * 4, 4, inputs / block, block, outputs / block, block]),
    [0, 4, 2, 1, 3, 5],
  )
  const sizes = lowering.int64s(new Array<number>(taps.length * 4).fill(outputs))
  const whole = lowering.reshape(weights, [taps.length * 4 * outputs, inputs, 2, 2])
  const filters = lowering.emitSeveral('Split', [whole, sizes], { axis: 0 }, taps.length * 4)
  const biasName = bias && biasVector(lowering, bias, outputs)
  const slices = lowering.slices(x)
  const rows = (n * outputs * height) / block
  const results = Array.from({ length: output.shape[1] ?? 1 }, (_, large) => {
    const seen = taps.flatMap((tap, index) =>
      tap.pairs.filter((pair) => pair.large === large).map(({ small }) => ({ index, small })),
    )
    const phases = [0, 1, 2, 3].map((phase) => {
      const [row, column] = [phase >> 1, phase & 1]
      let sum: string | null = null
      for (const [place, { index, small }] of seen.entries()) {
        const last = place === seen.length - 1
        const operands = [
          lowering.blocked4(slices[small]!),
          filters[index * 4 + phase] ?? '',
          last ? biasName : null,
          ...(sum ? [sum] : []),
        ]
        sum = lowering.blockedOp('Conv', operands, {
          kernel_shape: [2, 2],
          pads: [1 - row, 1 - column, row, column],
          ...(last ? fusedActivation(node) : {}),
        })
      }
      return lowering.reshape(sum ?? '', [1, rows, width, block])
    })
    let name = lowering.reshape(lowering.emit('Concat', phases, { axis: 0 }), [2, 2, rows, width, block])
    name = lowering.transpose(name, [2, 0, 3, 1, 4])
    const result = lowering.sliceOf(output)
    lowering.setBlocked(result, lowering.reshape(name, lowering.shape5(result.shape)))
    return result
  })
  lowering.setSlices(output, results)
}

/** '@UpConvDX' (dy, filter): gradient with respect to the small volume. */
export function lowerUpConv3dInputGradient(lowering: Lowering, node: Node): void {
  const dy = node.input(0)
  const output = node.output(0)
  const { block } = lowering
  const [, smallDepth = 1, , , inputs = 1] = output.shape
  const outputs = dy.shape[4] ?? 1
  const taps = metTaps(node, smallDepth)
  const matrix = lowering.float32s(volumeMatrix(taps, adjointMatrix), [taps.length * 16, 27])
  const product = lowering.emit('MatMul', [
    matrix,
    lowering.reshape(lowering.plain(node.input(1)), [27, inputs * outputs]),
  ])
  const turned = lowering.blockedOp('ReorderInput', [
    lowering.reshape(product, [taps.length * 16, inputs, outputs, 1]),
  ])
  const weights = lowering.transpose(
    lowering.reshape(turned, [taps.length, 16, inputs / block, outputs / block, block, block]),
    [0, 2, 3, 1, 4, 5],
  )
  const sizes = lowering.int64s(new Array<number>(taps.length).fill(inputs))
  const whole = lowering.reshape(weights, [taps.length * inputs, outputs, 4, 4])
  const filters =
    taps.length > 1 ? lowering.emitSeveral('Split', [whole, sizes], { axis: 0 }, taps.length) : [whole]
  const slices = lowering.slices(dy)
  const results = Array.from({ length: smallDepth }, (_, small) => {
    let sum: string | null = null
    taps.forEach((tap, index) => {
      for (const { large } of tap.pairs.filter((pair) => pair.small === small)) {
        const operands = [
          lowering.blocked4(slices[large]!),
          filters[index] ?? '',
          ...(sum ? [null, sum] : []),
        ]
        sum = lowering.blockedOp('Conv', operands, {
          kernel_shape: [4, 4],
          strides: [2, 2],
          pads: [1, 1, 1, 1],
        })
      }
    })
    const result = lowering.sliceOf(output)
    lowering.setBlocked4(result, sum ?? '')
    return result
  })
  lowering.setSlices(output, results)
}

/** '@UpConvDW' (small volume, dy): gradient with respect to the filter; the small slices are the operator's filters. */
export function lowerUpConv3dWeightGradient(lowering: Lowering, node: Node): void {
  const x = node.input(0)
  const dy = node.input(1)
  const output = node.output(0)
  const { block } = lowering
  const [n = 1, smallDepth = 1, height = 1, width = 1, inputs = 1] = x.shape
  const blocks = [(dy.shape[4] ?? 1) / block, inputs / block] as const
  const square = block * block // (output lane, input lane)
  const taps = metTaps(node, smallDepth)
  const [xs, dys] = [lowering.slices(x), lowering.slices(dy)]
  const perTap = taps.map(({ pairs }) => {
    let sum: string | null = null
    for (const { small, large } of pairs) {
      const operands = [
        paddedForPhases(lowering, dys[large]!),
        lowering.reshape(lowering.blocked4(xs[small]!), [n * inputs, 1, height, width]),
        ...(sum ? [null, sum] : []),
      ]
      sum = lowering.blockedOp('Conv', operands, {
        kernel_shape: [height, width],
        dilations: [2, 2 * block],
        group: n,
        pads: [1, 0, 1, 0],
      })
    }
    let name = lowering.reshape(sum ?? '', [blocks[0], n, blocks[1], 16, square])
    if (n > 1) name = lowering.sum(name, [1])
    return lowering.reshape(name, [blocks[0] * blocks[1], 16, square])
  })
  const all = perTap.length > 1 ? lowering.emit('Concat', perTap, { axis: 1 }) : perTap[0]!
  const matrix = volumeMatrix(taps, adjointMatrix)
  const rows = taps.length * 16
  const transposed = Array.from({ length: 27 * rows }, (_, index) => {
    const [tap, row] = [Math.floor(index / rows), index % rows]
    return matrix[row * 27 + tap] ?? 0
  })
  const product = lowering.emit('MatMul', [lowering.float32s(transposed, [1, 27, rows]), all])
  const swapped = lowering.blockedOp('ReorderInput', [
    lowering.reshape(product, [blocks[0] * blocks[1] * 27, block, block, 1]),
  ])
  const name = lowering.transpose(
    lowering.reshape(swapped, [blocks[0], blocks[1], 27, block, block]),
    [2, 1, 3, 0, 4],
  )
  lowering.setPlain(output, lowering.reshape(name, output.shape))
}

/** A slice of the large volume as [O/B, n, rows, (columns + 2) · B], a column of noughts on either side. */
const paddedForPhases = (lowering: Lowering, dy: Value): string =>
  lowering.derived(dy, 'padded for phases', () => {
    const [n = 1, height = 1, width = 1, outputs = 1] = dy.shape
    const { block } = lowering
    const outputBlocks = outputs / block
    let name = lowering.blocked(dy)
    name =
      outputBlocks > 1 && n > 1
        ? lowering.transpose(name, [1, 0, 2, 3, 4])
        : lowering.reshape(name, [outputBlocks, n, height, width, block])
    name = lowering.pad(name, [0, 0, 0, 1, 0], [0, 0, 0, 1, 0])
    return lowering.reshape(name, [outputBlocks, n, height, (width + 2) * block])
  })
