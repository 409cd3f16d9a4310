import * as tf from '@tensorflow/tfjs'
import { beforeEach, expect, test } from 'vitest'
import { fallbacksOfEngine, useEngine } from '#electron/onnx/engine'
import { compileStep } from '#electron/onnx/step'

beforeEach(async () => {
  await useEngine({ engine: 'onnxruntime', threads: 1 })
})

const variable = (...values: number[]): tf.Variable => tf.tidy(() => tf.variable(tf.tensor1d(values)))

/** Adds its input to a variable and answers the variable's new sum. */
const adding = (total: tf.Variable) =>
  compileStep((amount: tf.Tensor) => {
    const next = tf.add(total, amount)
    total.assign(next)
    return tf.sum(next)
  })

test('a traced step carries its variable from call to call', () => {
  const total = variable(1, 2)
  const step = adding(total)
  const amount = tf.tensor1d([1, 1])
  expect([1, 2, 3].map(() => step(amount)[0]![0])).toEqual([5, 7, 9])
  expect([...total.dataSync()]).toEqual([4, 5])
  step.dispose()
})

test('each input shape is traced once, and all traces share the variable', () => {
  const total = tf.tidy(() => tf.variable(tf.scalar(0)))
  const step = compileStep((x: tf.Tensor) => {
    total.assign(tf.add(total, tf.sum(x)) as tf.Scalar)
    return total.clone()
  })
  const [whole, last] = [tf.ones([4]), tf.ones([3])]
  const sums = [whole, last, whole, last].map((x) => step(x)[0]![0])
  expect(sums).toEqual([4, 7, 11, 14])
  expect(step.traces().map(({ shapes }) => shapes)).toEqual(['float32[4]', 'float32[3]'])
  step.dispose()
})

test('what happens to a variable between two calls is seen: loaded weights, a changed learning rate', () => {
  const total = variable(1, 2)
  const step = adding(total)
  const amount = tf.tensor1d([1, 1])
  step(amount)
  step(amount)
  tf.tidy(() => total.assign(tf.tensor1d([100, 200])))
  expect(step(amount)[0]![0]).toBe(302)
  step.dispose()
})

test('weights that were read or cloned before are not written over by later steps', () => {
  const given = Float32Array.of(1, 2)
  const total = tf.tidy(() => tf.variable(tf.tensor1d(given)))
  const step = adding(total)
  const amount = tf.tensor1d([1, 1])
  step(amount)
  const kept = total.clone()
  const read = total.dataSync()
  const pending = tf.mul(total, 10)
  for (let i = 0; i < 4; i++) step(amount)
  expect([...given]).toEqual([1, 2])
  expect([...kept.dataSync()]).toEqual([2, 3])
  expect([...read]).toEqual([2, 3])
  expect([...pending.dataSync()]).toEqual([20, 30])
  expect([...total.dataSync()]).toEqual([6, 7])
  step.dispose()
})

test('two variables that began as one tensor go separate ways', () => {
  const start = tf.tensor1d([1])
  const [a, b] = [tf.variable(start), tf.variable(start)]
  const step = compileStep((x: tf.Tensor) => {
    a.assign(tf.add(a, x) as tf.Tensor1D)
    b.assign(tf.mul(b, tf.add(x, 1)) as tf.Tensor1D)
    return tf.concat([a, b])
  })
  const one = tf.tensor1d([1])
  expect([...step(one)[0]!]).toEqual([2, 2])
  expect([...step(one)[0]!]).toEqual([3, 4])
  step.dispose()
})

test('a step that makes its variables at the first call is traced at the second', () => {
  let moment: tf.Variable | null = null
  const step = compileStep((x: tf.Tensor) => {
    moment ??= tf.variable(tf.zerosLike(x))
    moment.assign(tf.add(moment, x))
    return tf.sum(moment)
  })
  const x = tf.tensor1d([1, 1])
  expect([1, 2, 3].map(() => step(x)[0]![0])).toEqual([2, 4, 6])
  expect(step.traces()).toHaveLength(1)
  step.dispose()
})

test('a failing step leaves its variables as they were', () => {
  const total = variable(1, 2)
  const step = compileStep((x: tf.Tensor) => {
    total.assign(tf.add(total, x) as tf.Tensor1D)
    throw new Error('stopped on purpose')
  })
  expect(() => step(tf.tensor1d([1, 1]))).toThrow('stopped on purpose')
  expect([...total.dataSync()]).toEqual([1, 2])
})

test('a traced step may not read', () => {
  const step = compileStep((x: tf.Tensor) => tf.scalar(tf.sum(x).dataSync()[0]!))
  expect(() => step(tf.tensor1d([1]))).toThrow('may not read')
})

test('no tensor is left behind, however many steps are taken', () => {
  const total = variable(1, 2)
  const step = adding(total)
  const amount = tf.tensor1d([1, 1])
  step(amount)
  const before = tf.memory()
  const ids = tf.backend().numDataIds()
  for (let i = 0; i < 10; i++) step(amount)
  expect(tf.memory().numTensors).toBe(before.numTensors)
  expect(tf.memory().numBytes).toBe(before.numBytes)
  expect(tf.backend().numDataIds()).toBe(ids)
  step.dispose()
})

test('on an engine that does not trace, the same step runs eagerly', async () => {
  await useEngine({ engine: 'tfjs-cpu' })
  const total = variable(1, 2)
  const step = adding(total)
  const amount = tf.tensor1d([1, 1])
  expect([1, 2, 3].map(() => step(amount)[0]![0])).toEqual([5, 7, 9])
  expect(step.traces()).toEqual([])
})

test('a kernel that is missing runs on the cpu backend and is counted', () => {
  const [values] = tf.tidy(() => {
    const { values: each } = tf.unique(tf.tensor1d([3, 1, 3]))
    return [[...each.dataSync()]]
  })
  expect(values).toEqual([3, 1])
  expect(fallbacksOfEngine().get('Unique')).toBe(1)
})
