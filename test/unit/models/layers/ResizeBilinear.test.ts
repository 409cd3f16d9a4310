import * as tf from '@tensorflow/tfjs'
import { expect, test } from 'vitest'
import { useEngine } from '#electron/onnx/engine'
import { resizeBilinear, ResizeBilinear } from '#models/layers/ResizeBilinear'
import type { ResizeMode } from '#models/layers/interpolation'

const engines = ['onnxruntime', 'tfjs-cpu'] as const

test.each<[ResizeMode, number[]]>([
  ['legacy', [0, 0.5, 1, 1.5, 2, 2]],
  ['half-pixel', [0, 0.25, 0.75, 1.25, 1.75, 2]],
  ['align-corners', [0, 0.4, 0.8, 1.2, 1.6, 2]],
])('three pixels become six in mode %s as the table says (networks A0.7)', async (mode, expected) => {
  for (const engine of engines) {
    await useEngine({ engine, threads: 1 })
    const along = (shape: [number, number, number, number], size: [number, number]): Float32Array =>
      tf.tidy(() => resizeBilinear(tf.tensor4d([0, 1, 2], shape), { size, mode }).dataSync() as Float32Array)
    for (const found of [along([1, 3, 1, 1], [6, 1]), along([1, 1, 3, 1], [1, 6])])
      found.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 6))
  }
})

test.each<ResizeMode>(['legacy', 'half-pixel', 'align-corners'])(
  'the gradient of an image of unequal sides is the slope that is measured, mode %s (networks A0.10)',
  async (mode) => {
    for (const engine of engines) {
      await useEngine({ engine, threads: 1 })
      const values = Array.from({ length: 2 * 3 * 4 * 2 }, (_, i) => Math.sin(i * 12.9898))
      const loss = (x: tf.Tensor): tf.Scalar =>
        tf.sum(tf.square(resizeBilinear(x as tf.Tensor4D, { size: [5, 7], mode })))
      const at = (list: number[]): tf.Tensor4D => tf.tensor4d(list, [2, 3, 4, 2])
      const gradient = tf.tidy(() => tf.grad(loss)(at(values)).dataSync())
      const step = 0.05 // the loss is a square, so that the central difference is exact
      for (const i of [0, 5, 17, 30, 47]) {
        const moved = (by: number): number =>
          tf.tidy(() => loss(at(values.map((value, k) => (k === i ? value + by : value)))).dataSync()[0]!)
        expect(gradient[i]).toBeCloseTo((moved(step) - moved(-step)) / (2 * step), 3)
      }
    }
  },
)

test('a constant stays what it is at any size, and nothing is left behind', async () => {
  await useEngine({ engine: 'onnxruntime', threads: 1 })
  const layer = new ResizeBilinear({ name: 'resize', size: [9, 4], mode: 'half-pixel' })
  const x = tf.fill([2, 5, 7, 3], 2.5)
  const before = tf.memory().numTensors
  const y = layer.apply(x) as tf.Tensor
  expect(y.shape).toEqual([2, 9, 4, 3])
  for (const value of y.dataSync()) expect(value).toBeCloseTo(2.5, 5)
  y.dispose()
  expect(tf.memory().numTensors).toBe(before)
})
