import * as tf from '@tensorflow/tfjs'
import { beforeEach, expect, test } from 'vitest'
import { OnnxBackend } from '#electron/onnx/backend'
import { useEngine, type EngineOptions } from '#electron/onnx/engine'

const ours: EngineOptions = { engine: 'onnxruntime', threads: 1 }
const reference: EngineOptions = { engine: 'tfjs-cpu' }

interface Held {
  readonly tensors: number
  readonly buffers: number
  readonly bytes: number
}

function held(): Held {
  const { numTensors, numDataBuffers, numBytes } = tf.memory()
  return { tensors: numTensors, buffers: numDataBuffers, bytes: numBytes }
}

/** What each of some steps adds to what TensorFlow.js holds; then everything is given back. */
async function accounts(engine: EngineOptions, steps: readonly (() => tf.Tensor[])[]): Promise<Held[]> {
  await useEngine(engine)
  const start = held()
  const since = (): Held => {
    const now = held()
    return {
      tensors: now.tensors - start.tensors,
      buffers: now.buffers - start.buffers,
      bytes: now.bytes - start.bytes,
    }
  }
  const made: tf.Tensor[] = []
  const after = steps.map((step) => {
    made.push(...step())
    return since()
  })
  for (const each of made) each.dataSync()
  after.push(since())
  tf.dispose(made)
  after.push(since())
  return after
}

const programs: Record<string, readonly (() => tf.Tensor[])[]> = {
  'sums, and a tidy that keeps one of them': [
    () => [tf.tensor1d([1, 2, 3])],
    () => [tf.tidy(() => tf.add(tf.mul(tf.ones([4]), 2), 1))],
    () => [tf.tidy(() => tf.cast(tf.tensor1d([1, 0]), 'bool')), tf.range(0, 5, 1, 'int32')],
  ],
  'views and clones, which share their numbers': [
    () => {
      const x = tf.tensor2d([1, 2, 3, 4], [2, 2])
      return [x, x.reshape([4]), x.expandDims(0), x.clone()]
    },
    () => [tf.tidy(() => tf.ones([6]).reshape([2, 3]))],
  ],
  'complex numbers': [
    () => [tf.tidy(() => tf.complex(tf.tensor1d([1, 2]), tf.tensor1d([3, 4])))],
    () => [tf.tidy(() => tf.real(tf.complex(tf.tensor1d([1, 2]), tf.tensor1d([3, 4]))))],
    () => [tf.tidy(() => tf.mul(tf.complex([1, 2], [3, 4]), tf.complex([0, 1], [1, 0])))],
    () => [tf.tidy(() => tf.abs(tf.complex([3, 5], [4, 12])))],
  ],
  'tensors without elements, and strings': [
    () => [tf.zeros([0, 3]), tf.tidy(() => tf.add(tf.zeros([0]), 1))],
    () => [tf.tensor1d(['left', 'right'])],
    () => [tf.tidy(() => tf.complex(tf.zeros([0]), tf.zeros([0])))],
  ],
  'a convolution and its gradient': [
    () => {
      const x = tf.ones([1, 4, 4, 2]) as tf.Tensor4D
      const filter = tf.ones([3, 3, 2, 2]) as tf.Tensor4D
      const slope = tf.grad((t) => tf.conv2d(x, t as tf.Tensor4D, 1, 'same'))(filter)
      return [x, filter, slope]
    },
  ],
}

test.each(Object.entries(programs))('memory is counted as TensorFlow.js counts it: %s', async (_, steps) => {
  const found = await accounts(ours, steps)
  expect(found).toEqual(await accounts(reference, steps))
  expect(found.at(-1)).toEqual({ tensors: 0, buffers: 0, bytes: 0 })
})

const backend = (): OnnxBackend => {
  const found = tf.backend()
  if (!(found instanceof OnnxBackend)) throw new Error('another engine is in use')
  return found
}

beforeEach(() => useEngine(ours))

test('nothing stays behind in the backend when all tensors are disposed of', () => {
  const before = backend().numDataIds()
  const results = tf.tidy(() => [
    tf.fft(tf.complex([1, 2, 3, 4], [0, 1, 0, 1])),
    tf.topk(tf.tensor1d([3, 1, 2]), 2).values,
    tf.unique(tf.tensor1d([1, 1, 2])).values,
    tf.concat([tf.tensor1d([]), tf.tensor1d([1, 2])]),
  ])
  for (const each of results) each.dataSync()
  tf.dispose(results)
  expect(backend().numDataIds()).toBe(before)
})

test('data, awaited or not, is the same, and stays as it was when the tensor is gone', async () => {
  const x = tf.square(tf.tensor1d([1, 2, 3]))
  const later = x.data()
  const now = x.dataSync()
  x.dispose()
  expect([...now]).toEqual([1, 4, 9])
  expect([...(await later)]).toEqual([1, 4, 9])
})

test('complex numbers come back as pairs, also when their halves are disposed of', () => {
  const [real, imaginary] = [tf.tensor1d([1, 2]), tf.tensor1d([3, 4])]
  const z = tf.complex(real, imaginary)
  tf.dispose([real, imaginary])
  const doubled = tf.add(z, z)
  expect([...doubled.dataSync()]).toEqual([2, 6, 4, 8])
  expect([...tf.imag(z).reshape([2, 1]).dataSync()]).toEqual([3, 4])
  tf.dispose([z, doubled])
})

test('a tensor without elements takes part in what has one', () => {
  const none = tf.zeros([0, 2])
  expect(tf.concat([none, tf.ones([1, 2])]).shape).toEqual([1, 2])
  expect(tf.sum(none).dataSync()[0]).toBe(0)
  expect(tf.add(none, 1).shape).toEqual([0, 2])
  expect([...tf.matMul(tf.ones([2, 0]), tf.ones([0, 2])).dataSync()]).toEqual([0, 0, 0, 0])
})
