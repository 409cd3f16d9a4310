import * as tf from '@tensorflow/tfjs'
import type { Comparison, Loss } from './loss'

/** Halved from level to level, nothing for the coarsest, one together (nnU-Net); or one for each (S1's sum, Q33). */
export type Teaching = 'halving' | 'sum'

/** Weight of each taught output, finest first (networks.md B2, deep supervision). */
export function teachingWeights(outputs: number, teaching: Teaching): number[] {
  if (teaching === 'sum') return Array.from({ length: outputs }, () => 1)
  const weights = Array.from({ length: outputs }, (_, level) =>
    outputs > 1 && level === outputs - 1 ? 0 : 2 ** -level,
  )
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
}

/** Σ w·L(z, y) over outputs of any size; the truth is reduced to each by its nearest pixels. */
export function deepSupervision(
  loss: Loss,
  outputs: readonly tf.Tensor[],
  weights: readonly number[],
  comparison: Omit<Comparison, 'logits'>,
): tf.Scalar {
  const losses = outputs.map((logits, level) => {
    const sides = logits.shape.slice(1, -1)
    const reduced = (maps: tf.Tensor): tf.Tensor => nearestPixels(maps, sides)
    const { truth, counted, maps } = comparison
    const there = {
      ...comparison,
      logits,
      truth: reduced(truth),
      ...(counted ? { counted: reduced(counted) } : {}),
      ...(maps ? { maps: reduced(maps) } : {}),
    }
    return tf.mul(loss(there), weights[level]!)
  })
  return tf.addN(losses) as tf.Scalar
}

/** Maps [n, …pixels, c] at other sides, each pixel the one about whose centre it lies (Q34). */
export function nearestPixels(maps: tf.Tensor, sides: readonly number[]): tf.Tensor {
  return sides.reduce((reduced, side, axis) => {
    const from = reduced.shape[axis + 1]!
    if (from === side) return reduced
    const places = Array.from({ length: side }, (_, i) =>
      Math.min(from - 1, Math.floor(((i + 0.5) * from) / side)),
    )
    return tf.gather(reduced, tf.tensor1d(places, 'int32'), axis + 1)
  }, maps)
}
