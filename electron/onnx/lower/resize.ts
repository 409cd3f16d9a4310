import type { Node } from '../ir'
import type { Lowering } from '../lowering'

/** '@UpNearest' (x): every pixel repeated a whole number of times along each axis. */
export function lowerUpNearest(lowering: Lowering, node: Node): void {
  const x = node.input(0)
  const output = node.output(0)
  const [sh = 1, sw = 1] = node.ints('scale')
  if (lowering.canBlock(x) && lowering.isBlocked(x)) {
    const attributes = { scales: [1, 1, sh, sw], mode: 'nearest' }
    lowering.setBlocked4(output, lowering.blockedOp('Upsample', [lowering.blocked4(x)], attributes))
    return
  }
  const [n = 1, height = 1, width = 1, channels = 1] = x.shape
  const spread = lowering.reshape(lowering.plain(x), [n, height, 1, width, 1, channels])
  const name = lowering.emit('Expand', [spread, lowering.int64s([n, height, sh, width, sw, channels])])
  lowering.setPlain(output, lowering.reshape(name, output.shape))
}

/** '@UpNearestGrad' (dy): the sum over each pixel's copies. */
export function lowerUpNearestGradient(lowering: Lowering, node: Node): void {
  const dy = node.input(0)
  const output = node.output(0)
  const [sh = 1, sw = 1] = node.ints('scale')
  const [n = 1, height = 1, width = 1, channels = 1] = output.shape
  if (lowering.canBlock(dy) && lowering.isBlocked(dy)) {
    const ones = new Float32Array(channels * sh * sw).fill(1)
    const filter = lowering.initialiser('float32', [channels, 1, sh, sw], ones)
    const name = lowering.blockedOp('Conv', [lowering.blocked4(dy), filter], {
      kernel_shape: [sh, sw],
      strides: [sh, sw],
      group: channels,
    })
    lowering.setBlocked4(output, name)
    return
  }
  const copies = lowering.reshape(lowering.plain(dy), [n, height, sh, width, sw, channels])
  lowering.setPlain(output, lowering.sum(copies, [2, 4]))
}
