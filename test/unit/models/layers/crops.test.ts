import * as tf from '@tensorflow/tfjs'
import { beforeAll, expect, test } from 'vitest'
import { useEngine } from '#electron/onnx/engine'
import { CropOrPad, cropOrPad } from '#models/layers/CropOrPad'
import { CropTo } from '#models/layers/CropTo'

beforeAll(async () => {
  await useEngine({ engine: 'onnxruntime', threads: 1 })
})

const rows = (count: number) =>
  tf.tensor4d(
    Array.from({ length: count }, (_, row) => row + 1),
    [1, count, 1, 1],
  )

test.each([
  [5, 3, [2, 3, 4]],
  [4, 3, [1, 2, 3]],
  [2, 3, [1, 2, 0]],
  [2, 5, [0, 1, 2, 0, 0]],
  [3, 3, [1, 2, 3]],
])('%i rows become %i about the centre, the odd one at the end (networks A0.6)', (from, to, expected) => {
  const answer = tf.tidy(() => [...cropOrPad(rows(from), [to, 1]).dataSync()])
  expect(answer).toEqual(expected)
})

test('maps take the sides of their pattern and keep their channels', () => {
  const maps = tf.input({ shape: [4, 7, 3] })
  const pattern = tf.input({ shape: [5, 6, 9] })
  const fitted = new CropOrPad({ name: 'fit' }).apply([maps, pattern]) as tf.SymbolicTensor
  expect(fitted.shape).toEqual([null, 5, 6, 3])
  const cropped = new CropTo({ name: 'crop' }).apply([maps, pattern]) as tf.SymbolicTensor
  expect(cropped.shape).toEqual([null, 4, 6, 3])
})

test('of three rows too many two are cut off at the end (networks A1)', () => {
  const crop = new CropTo({ name: 'crop3' })
  expect(tf.tidy(() => [...(crop.apply([rows(6), rows(3)]) as tf.Tensor).dataSync()])).toEqual([2, 3, 4])
})
