import * as tf from '@tensorflow/tfjs'
import { beforeAll, expect, test } from 'vitest'
import { useEngine } from '#electron/onnx/engine'
import { compileStep } from '#electron/onnx/step'
import { Adam } from '#models/optimisers/Adam'

beforeAll(async () => {
  await useEngine({ engine: 'onnxruntime', threads: 1 })
})

const variable = (shape: number[], value = 1): tf.Variable =>
  tf.tidy(() => tf.variable(tf.fill(shape, value)))
/** Σ (w - 3)², for every variable. */
const bowl = (variables: readonly tf.Variable[]) => (): tf.Scalar =>
  tf.addN(variables.map((each) => tf.sum(tf.square(tf.sub(each, 3))))) as tf.Scalar

test('the weights are those of TensorFlow.js’s own Adam, large and small variables alike', () => {
  const shapes = [[3], [2, 2], [150, 150]]
  const [ours, theirs] = [shapes.map((shape) => variable(shape)), shapes.map((shape) => variable(shape))]
  const adam = new Adam(ours, { learningRate: 0.05 })
  const reference = tf.train.adam(0.05, 0.9, 0.999, 1e-8)
  for (let step = 0; step < 5; step++) {
    adam.minimise(bowl(ours)).dispose()
    reference.minimize(bowl(theirs), false, theirs)
  }
  ours.forEach((each, index) => expect(each.dataSync()[0]).toBeCloseTo(theirs[index]!.dataSync()[0]!, 5))
})

test('the first step is as long as the learning rate, whatever the gradient (Kingma & Ba, section 2.1)', () => {
  const weight = variable([4], 100)
  new Adam([weight], { learningRate: 0.01 }).minimise(bowl([weight])).dispose()
  expect(weight.dataSync()[0]).toBeCloseTo(100 - 0.01, 4)
})

test('decay shrinks filters by rate times decay and leaves biases alone', () => {
  const [filter, bias] = [variable([2, 2], 10), variable([2], 10)]
  const flat = (): tf.Scalar => tf.mul(0, tf.add(tf.sum(filter), tf.sum(bias)))
  new Adam([filter, bias], { learningRate: 0.1, weightDecay: 0.5 }).minimise(flat).dispose()
  expect(filter.dataSync()[0]).toBeCloseTo(10 * (1 - 0.1 * 0.5), 5)
  expect(bias.dataSync()[0]).toBe(10)
})

test('a traced step follows the learning rate that is set between steps', () => {
  const weight = variable([4], 100)
  const adam = new Adam([weight], { learningRate: 1 })
  const step = compileStep((offset: tf.Tensor) =>
    adam.minimise(() => tf.sum(tf.square(tf.sub(weight, offset)))),
  )
  const offset = tf.scalar(0)
  step(offset)
  const after = weight.dataSync()[0]!
  adam.setLearningRate(0)
  step(offset)
  expect(weight.dataSync()[0]).toBe(after)
  expect(after).toBeCloseTo(99, 4)
  step.dispose()
})

test('a resumed optimiser goes on exactly where the first stopped', () => {
  const run = (steps: number, weight: tf.Variable, adam: Adam): void => {
    for (let step = 0; step < steps; step++) adam.minimise(bowl([weight])).dispose()
  }
  const [straight, cut] = [variable([3]), variable([3])]
  run(6, straight, new Adam([straight], { learningRate: 0.1 }))
  const first = new Adam([cut], { learningRate: 0.1 })
  run(3, cut, first)
  const second = new Adam([cut], { learningRate: 0.1 })
  second.importState(first.exportState())
  run(3, cut, second)
  expect([...cut.dataSync()]).toEqual([...straight.dataSync()])
  expect(() => second.importState(new Float32Array(2))).toThrow('7 expected')
})

test('nothing is left behind', () => {
  const weight = variable([3])
  const before = tf.memory().numTensors
  const adam = new Adam([weight], { learningRate: 0.1 })
  const made = tf.memory().numTensors
  for (let step = 0; step < 4; step++) adam.minimise(bowl([weight])).dispose()
  expect(tf.memory().numTensors).toBe(made)
  adam.dispose()
  expect(tf.memory().numTensors).toBe(before)
})
