import * as tf from '@tensorflow/tfjs'
import { beforeAll, expect, test } from 'vitest'
import { useEngine } from '#electron/onnx/engine'
import { DropoutMasks } from '#models/layers/DropoutMasks'
import { SpatialDropout } from '#models/layers/SpatialDropout'

beforeAll(async () => {
  await useEngine({ engine: 'onnxruntime', threads: 1 })
})

const dropping = (rate: number): tf.LayersModel => {
  const maps = tf.input({ shape: [4, 4, 200] })
  return tf.model({
    inputs: maps,
    outputs: new SpatialDropout({ name: 'drop', rate }).apply(maps) as tf.SymbolicTensor,
  })
}

test('in training whole maps are dropped, and the kept ones are scaled so that the mean stays', () => {
  const model = dropping(0.3)
  const masks = new DropoutMasks(model, 1)
  const ones = tf.ones([5, 4, 4, 200])
  const drawn = masks.draw(5, 0)
  const out = tf.tidy(() =>
    masks.during(drawn, () => (model.apply(ones, { training: true }) as tf.Tensor4D).arraySync()),
  )
  const maps = out.flatMap((image) =>
    image[0]![0]!.map((_, channel) => image.flat().map((pixel) => pixel[channel]!)),
  )
  for (const map of maps) expect(map.every((value) => value === map[0])).toBe(true)
  const dropped = maps.filter((map) => map[0] === 0).length / maps.length
  expect(dropped).toBeGreaterThan(0.25)
  expect(dropped).toBeLessThan(0.35)
  expect(Math.max(...maps.map((map) => map[0]!))).toBeCloseTo(1 / 0.7, 6)
})

test('the same seed and step give the same masks, the next step others', () => {
  const masks = new DropoutMasks(dropping(0.5), 9)
  const draw = (step: number): number[] => [...masks.draw(2, step).dataSync()]
  expect(draw(3)).toEqual(draw(3))
  expect(draw(3)).not.toEqual(draw(4))
})

test('a prediction drops nothing, and training without masks is refused', () => {
  const model = dropping(0.5)
  const ones = tf.ones([1, 4, 4, 200])
  expect(tf.tidy(() => tf.min(model.apply(ones) as tf.Tensor).dataSync()[0])).toBe(1)
  expect(() => model.apply(ones, { training: true })).toThrow('without a mask')
})

test('a model without dropout has one number an image, so that a step always takes the same inputs', () => {
  expect(new DropoutMasks(dropping(0), 1).draw(3, 0).shape).toEqual([3, 1])
})
