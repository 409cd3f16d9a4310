import * as tf from '@tensorflow/tfjs'
import { beforeAll, expect, test } from 'vitest'
import { useEngine } from '#electron/onnx/engine'
import { compileStep } from '#electron/onnx/step'
import { BatchNorm } from '#models/layers/BatchNorm'

beforeAll(async () => {
  await useEngine({ engine: 'onnxruntime', threads: 1 })
})

interface Normed {
  readonly norm: BatchNorm
  readonly apply: (x: tf.Tensor, training: boolean) => Float32Array
  readonly averages: () => number[][]
}

function normed(measured: boolean): Normed {
  const norm = new BatchNorm({ name: 'norm', epsilon: 0, decay: 0.9, activation: 'linear', measured })
  norm.apply(tf.input({ shape: [1, 2, 1] }))
  const steps = [true, false].map((training) =>
    compileStep((x: tf.Tensor) => norm.apply(x, { training }) as tf.Tensor),
  )
  return {
    norm,
    apply: (x, training) => steps[training ? 0 : 1]!(x)[0]!,
    averages: () => norm.weights.slice(1, 3).map((weight) => [...weight.read().dataSync()]),
  }
}

/** Mean 3, variance 4. */
const first = () => tf.tensor4d([1, 5, 1, 5], [2, 1, 2, 1])
/** Mean 7, variance 16. */
const second = () => tf.tensor4d([3, 11, 3, 11], [2, 1, 2, 1])

test('in training the batch is normalised by its own mean and variance, and the averages move a tenth towards them', () => {
  const { apply, averages } = normed(false)
  expect([...apply(first(), true)].map((value) => Math.round(value))).toEqual([-1, 1, -1, 1])
  expect(averages()[0]![0]).toBeCloseTo(0.3, 5)
  expect(averages()[1]![0]).toBeCloseTo(0.9 + 0.4, 5)
  apply(second(), true)
  expect(averages()[0]![0]).toBeCloseTo(0.9 * 0.3 + 0.7, 5)
})

test('averages that are measured are the plain means of the batches, whatever they were before, and then move on', () => {
  const { norm, apply, averages } = normed(true)
  const measure = compileStep((x: tf.Tensor, share: tf.Tensor) => {
    norm.take(share as tf.Scalar)
    const y = norm.apply(x, { training: true }) as tf.Tensor
    norm.take(null)
    return y
  })
  for (const start of [first, second]) {
    apply(start(), true)
    ;[first(), second(), second()].forEach((batch, index) => measure(batch, tf.scalar(1 / (index + 1))))
    expect(averages()[0]![0]).toBeCloseTo((3 + 7 + 7) / 3, 4)
    expect(averages()[1]![0]).toBeCloseTo((4 + 16 + 16) / 3, 4)
  }
  apply(first(), true)
  expect(averages()[0]![0]).toBeCloseTo((0.9 * 17) / 3 + 0.3, 4)
})

test('a prediction uses the averages and leaves them; so does training with a frozen norm', () => {
  const { norm, apply, averages } = normed(false)
  for (let step = 0; step < 100; step++) apply(first(), true)
  const kept = averages()
  expect([...apply(second(), false)].map((value) => Math.round(value))).toEqual([0, 4, 0, 4])
  norm.frozen = true
  const frozen = tf.tidy(() => (norm.apply(second(), { training: true }) as tf.Tensor).dataSync())
  expect([...frozen].map((value) => Math.round(value))).toEqual([0, 4, 0, 4])
  expect(averages()).toEqual(kept)
})
