import type { Value } from '../ir'
import type { Lowering } from '../lowering'
import type { Attributes } from '../onnx'

/** a·x + b (+ addend, in place), then an activation, on a blocked map: one pass. a, b: [C]. */
export function affineOfChannels(
  lowering: Lowering,
  map: string,
  channels: number,
  a: string,
  b: string | null,
  addend: string | null,
  activation: Attributes = {},
): string {
  const factors = lowering.reshape(a, [channels, 1, 1, 1])
  const operands = [map, factors, b && lowering.reshape(b, [channels]), ...(addend ? [addend] : [])]
  return lowering.blockedOp('Conv', operands, { kernel_shape: [1, 1], group: channels, ...activation })
}

/** Σ p over images and pixels of a blocked map: [C]. */
export function sumOfChannels(lowering: Lowering, like: Value, p: string): string {
  const [n = 1, height = 1, width = 1, channels = 1] = like.shape
  const means = lowering.reshape(lowering.blockedOp('GlobalAveragePool', [p]), [n, channels])
  return lowering.emit('Mul', [lowering.sum(means, [0]), lowering.float32(height * width)])
}

/** Σ p·q over images and pixels of blocked maps: [C]. */
export function productSumOfChannels(lowering: Lowering, like: Value, p: string, q: string): string {
  const [n = 1, height = 1, width = 1, channels = 1] = like.shape
  const maps = n * channels
  const sums = lowering.blockedOp(
    'Conv',
    [lowering.reshape(p, [1, maps, height, width]), lowering.reshape(q, [maps, 1, height, width])],
    { kernel_shape: [height, width], group: maps },
  )
  return lowering.sum(lowering.reshape(sums, [n, channels]), [0])
}
