import * as tf from '@tensorflow/tfjs'
import { useEngine, type EngineOptions } from '#electron/onnx/engine'

/** Numbers between -1 and 1 without a pattern, the same for each seed. */
export const noise = (count: number, seed = 1): Float32Array =>
  Float32Array.from({ length: count }, (_, index) => Math.sin((index + 1) * 12.9898 + seed * 78.233))

export const noiseTensor = (shape: number[], seed = 1): tf.Tensor =>
  tf.tensor(
    noise(
      shape.reduce((count, size) => count * size, 1),
      seed,
    ),
    shape,
  )

/** The engines under test: the blocked and the plain lowering. */
export const lowerings: readonly (readonly [string, EngineOptions])[] = [
  ['blocked', { engine: 'onnxruntime', threads: 1, blocked: true }],
  ['plain', { engine: 'onnxruntime', threads: 1, blocked: false }],
]
export const reference: EngineOptions = { engine: 'tfjs-cpu' }

/** Runs a calculation on one engine and answers its results as arrays. */
export async function on(
  engine: EngineOptions,
  calculate: () => tf.Tensor | tf.Tensor[],
): Promise<Float32Array[]> {
  await useEngine(engine)
  const results = tf.tidy(calculate)
  return [results].flat().map((result) => {
    const data = Float32Array.from(result.dataSync())
    result.dispose()
    return data
  })
}

/** Greatest difference, as a share of the greatest reference value. */
export function relativeError(found: Float32Array, expected: Float32Array): number {
  if (found.length !== expected.length) return Infinity
  let difference = 0
  let greatest = 1e-6
  expected.forEach((value, index) => {
    const gap = Math.abs((found[index] ?? NaN) - value)
    difference = Number.isNaN(gap) ? Infinity : Math.max(difference, gap)
    greatest = Math.max(greatest, Math.abs(value))
  })
  return difference / greatest
}
