import * as tf from '@tensorflow/tfjs'
import { beforeAll, expect, test } from 'vitest'
import { useEngine } from '#electron/onnx/engine'
import { compileStep } from '#electron/onnx/step'
import { Adam } from '#models/optimisers/Adam'
import { LossScale } from '#models/optimisers/LossScale'

beforeAll(async () => void (await useEngine({ engine: 'onnxruntime', threads: 1 })))

/** The square of the distance of three weights from a target that is fed, times a factor that is fed. */
function descent(lossScale?: LossScale) {
  const weights = tf.tidy(() => tf.variable(tf.tensor1d([3, -2, 1])))
  const adam = new Adam([weights], { learningRate: 0.1 })
  const minimise = (loss: () => tf.Scalar): tf.Scalar =>
    lossScale ? lossScale.guard(loss, [weights], (given) => adam.minimise(given)) : adam.minimise(loss)
  const step = compileStep((factor: tf.Tensor) =>
    minimise(() => tf.sum<tf.Scalar>(tf.mul(tf.square(weights), factor))),
  )
  return {
    adam,
    weights: () => [...weights.dataSync()],
    step(factor: number) {
      const fed = tf.scalar(factor)
      const [loss] = step(fed)
      fed.dispose()
      return loss![0]!
    },
    dispose() {
      step.dispose()
      adam.dispose()
      weights.dispose()
    },
  }
}

test('without an overflow the scale changes neither losses nor weights', () => {
  const [plain, scaled] = [descent(), descent(new LossScale())]
  for (let number = 0; number < 8; number++) expect(scaled.step(1)).toBeCloseTo(plain.step(1), 5)
  scaled.weights().forEach((weight, index) => expect(weight).toBeCloseTo(plain.weights()[index]!, 5))
})

test('a gradient that overflows leaves weights and moments as they are and halves the scale; the next step goes on', () => {
  const lossScale = new LossScale(1024)
  const { step, weights, adam } = descent(lossScale)
  step(1)
  const [before, moments] = [weights(), adam.exportState()]
  step(1e36)
  expect(weights()).toEqual(before)
  expect([...adam.exportState()]).toEqual([...moments])
  expect(lossScale.value).toBe(512)
  step(1)
  expect(weights()).not.toEqual(before)
  expect(lossScale.value).toBe(512)
})

test('after enough steps without an overflow the scale doubles, and an overflow begins the count anew', () => {
  const lossScale = new LossScale(16, 3)
  const { step } = descent(lossScale)
  const scales = [1, 1, 1, 1, 1, 1e38, 1, 1, 1].map((factor) => (step(factor), lossScale.value))
  expect(scales).toEqual([16, 16, 32, 32, 32, 16, 16, 16, 32])
})

test('a loss that is no number is left out as an overflow is, and nothing is left behind', () => {
  const before = tf.memory().numTensors
  const lossScale = new LossScale(16)
  const { step, weights, dispose } = descent(lossScale)
  const start = weights()
  expect(step(NaN)).toBeNaN()
  expect(weights()).toEqual(start)
  expect(lossScale.value).toBe(8)
  dispose()
  lossScale.dispose()
  expect(tf.memory().numTensors).toBe(before)
})
