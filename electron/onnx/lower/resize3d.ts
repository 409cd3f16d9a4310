import { Node, type Value } from '../ir'
import type { Lowering } from '../lowering'
import { lowerUpNearest, lowerUpNearestGradient } from './resize'

/** '@UpNearest' (x) of volumes: a slice's copies in depth are the same image. */
export function lowerUpNearest3d(lowering: Lowering, node: Node): void {
  const x = node.input(0)
  const output = node.output(0)
  const [sd = 1, sh = 1, sw = 1] = node.ints('scale')
  if (lowering.canSlice(x) && lowering.isSliced(x)) {
    const slices = lowering.slices(x).flatMap((slice) => {
      const larger = inPlane(lowering, '@UpNearest', slice, lowering.sliceOf(output), [sh, sw])
      return new Array<Value>(sd).fill(larger)
    })
    lowering.setSlices(output, slices)
    return
  }
  const [n = 1, depth = 1, height = 1, width = 1, channels = 1] = x.shape
  const spread = lowering.reshape(lowering.plain(x), [n, depth, 1, height, 1, width, 1, channels])
  const sizes = lowering.int64s([n, depth, sd, height, sh, width, sw, channels])
  lowering.setPlain(output, lowering.reshape(lowering.emit('Expand', [spread, sizes]), output.shape))
}

/** '@UpNearestGrad' (dy) of volumes: the sum over each voxel's copies. */
export function lowerUpNearest3dGradient(lowering: Lowering, node: Node): void {
  const dy = node.input(0)
  const output = node.output(0)
  const [sd = 1, sh = 1, sw = 1] = node.ints('scale')
  const [n = 1, depth = 1, height = 1, width = 1, channels = 1] = output.shape
  if (lowering.canSlice(dy) && lowering.isSliced(dy)) {
    const slices = lowering.slices(dy)
    const gradients = Array.from({ length: depth }, (_, index) => {
      const copies = slices.slice(index * sd, (index + 1) * sd)
      const sum = lowering.sliceOf(dy)
      const names = copies.map((copy) => lowering.blocked4(copy))
      lowering.setBlocked4(sum, names.length > 1 ? lowering.emit('Sum', names) : (names[0] ?? ''))
      return inPlane(lowering, '@UpNearestGrad', sum, lowering.sliceOf(output), [sh, sw])
    })
    lowering.setSlices(output, gradients)
    return
  }
  const copies = lowering.reshape(lowering.plain(dy), [n, depth, sd, height, sh, width, sw, channels])
  lowering.setPlain(output, lowering.sum(copies, [2, 4, 6]))
}

function inPlane(lowering: Lowering, op: string, from: Value, to: Value, scale: number[]): Value {
  if (scale.every((factor) => factor === 1)) return from
  const node = new Node(op, [from], { scale })
  node.outputs = [to]
  if (op === '@UpNearest') lowerUpNearest(lowering, node)
  else lowerUpNearestGradient(lowering, node)
  return to
}
