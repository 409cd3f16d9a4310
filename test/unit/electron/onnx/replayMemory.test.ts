import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import * as tf from '@tensorflow/tfjs'
import { beforeAll, expect, test } from 'vitest'
import { useEngine } from '#electron/onnx/engine'
import { compileStep } from '#electron/onnx/step'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
beforeAll(async () => void (await useEngine({ engine: 'onnxruntime', threads: 1 })))

/** Frees all that nobody holds; buffers that others made go a turn after their owners. */
async function collected(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    collect()
    await new Promise((resolve) => setImmediate(resolve))
  }
}

test('a step that runs for hours lets go of the weights that it was traced with', async () => {
  let values: Float32Array | null = new Float32Array(1000).fill(1)
  const reference = new WeakRef(values)
  const weights = tf.tidy(() => tf.variable(tf.tensor1d(values!)))
  values = null
  const step = compileStep((x: tf.Tensor) => {
    weights.assign(tf.add(weights, x))
    return tf.sum(weights)
  })
  const predict = compileStep((x: tf.Tensor) => tf.sum(tf.mul(tf.exp(weights), x)))
  const x = tf.zeros([1000])
  predict(x)
  for (let i = 0; i < 3; i++) expect(step(x)[0]![0]).toBe(1000)
  predict(x)
  await collected()
  expect(reference.deref()).toBeUndefined()
  step.dispose()
  predict.dispose()
})

test('a tensor that is no longer held frees its memory, however it was computed', async () => {
  const before = process.memoryUsage().arrayBuffers
  for (let i = 0; i < 20; i++) {
    const filled = tf.fill([1024, 1024], i + 1)
    expect(filled.dataSync()[5]).toBe(i + 1)
    filled.dispose()
  }
  await collected()
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(3 * 4 * 2 ** 20)
})
