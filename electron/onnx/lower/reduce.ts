import type { Node } from '../ir'
import type { Lowering } from '../lowering'

/** '@ReduceSpatial' (x): sum, or mean, over height and width, and over the batch where `batch` is 1. */
export function lowerReduceSpatial(lowering: Lowering, node: Node): void {
  const x = node.input(0)
  const output = node.output(0)
  const [n = 1, height = 1, width = 1, channels = 1] = x.shape
  const mean = node.attributes.mean === 1
  const batch = node.attributes.batch === 1
  let name: string
  if (lowering.isBlocked(x)) {
    name = lowering.reshape(lowering.blockedOp('GlobalAveragePool', [lowering.blocked4(x)]), [n, channels])
    if (batch) name = mean ? lowering.mean(name, [0]) : lowering.sum(name, [0])
    if (!mean) name = lowering.emit('Mul', [name, lowering.float32(height * width)])
  } else {
    const axes = batch ? [0, 1, 2] : [1, 2]
    name = mean ? lowering.mean(lowering.plain(x), axes) : lowering.sum(lowering.plain(x), axes)
  }
  lowering.setPlain(output, lowering.reshape(name, output.shape))
}
