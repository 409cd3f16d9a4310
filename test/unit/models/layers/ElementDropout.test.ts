import * as tf from '@tensorflow/tfjs'
import { beforeAll, expect, test } from 'vitest'
import { useEngine } from '#electron/onnx/engine'
import { DropoutMasks } from '#models/layers/DropoutMasks'
import { ElementDropout } from '#models/layers/ElementDropout'
import { randomRows, rowsInTable } from '#models/layers/randomRows'

beforeAll(async () => {
  await useEngine({ engine: 'onnxruntime', threads: 1 })
})

const dropping = (rate: number, shape = [24, 20, 36]): tf.LayersModel => {
  const maps = tf.input({ shape })
  const dropout = new ElementDropout({ name: 'drop', rate })
  return tf.model({ inputs: maps, outputs: dropout.apply(maps) as tf.SymbolicTensor })
}

function droppedOnes(model: tf.LayersModel, masks: DropoutMasks, images: number, step: number): Float32Array {
  return tf.tidy(() => {
    const [, ...shape] = model.inputs[0]!.shape as number[]
    return masks.during(masks.draw(images, step), () =>
      (model.apply(tf.ones([images, ...shape]), { training: true }) as tf.Tensor).dataSync(),
    ) as Float32Array
  })
}

test('a fifth of all numbers is dropped, each by itself; the kept ones are scaled so that the mean stays', () => {
  const model = dropping(0.2)
  const values = droppedOnes(model, new DropoutMasks(model, 1), 4, 0)
  expect(new Set(values)).toEqual(new Set([0, 1.25]))
  const share = (list: ArrayLike<number>): number =>
    Array.from(list).filter((value) => value === 0).length / list.length
  expect(share(values)).toBeCloseTo(0.2, 2)
  // neighbours in a map, neighbouring maps of a pixel, the same place in the next image: dropped together a 25th of the time
  for (const apart of [36, 1, 24 * 20 * 36]) {
    const pairs = values.length - apart
    const both = values.subarray(0, pairs).filter((value, i) => value === 0 && values[i + apart] === 0).length
    expect(both / pairs).toBeCloseTo(0.04, 2)
  }
})

test('the same seed and step drop the same numbers, another step others, volumes too', () => {
  const model = dropping(0.5, [3, 4, 4, 5])
  const masks = new DropoutMasks(model, 9)
  expect(droppedOnes(model, masks, 2, 3)).toEqual(droppedOnes(model, new DropoutMasks(model, 9), 2, 3))
  expect(droppedOnes(model, masks, 2, 3)).not.toEqual(droppedOnes(model, masks, 2, 4))
})

test('the gradient passes where the number did', () => {
  const model = dropping(0.5, [2, 2, 20])
  const masks = new DropoutMasks(model, 2)
  const gradient = tf.tidy(() => {
    const drawn = masks.draw(1, 0)
    const slope = masks.during(drawn, () =>
      tf.grad((x: tf.Tensor) => tf.sum(model.apply(x, { training: true }) as tf.Tensor))(
        tf.ones([1, 2, 2, 20]),
      ),
    )
    return slope.dataSync() as Float32Array
  })
  expect(gradient).toEqual(droppedOnes(model, masks, 1, 0))
})

test('masks that keep everything keep everything, and a prediction drops nothing', () => {
  const model = dropping(0.5, [2, 2, 20])
  const masks = new DropoutMasks(model, 2)
  const kept = tf.tidy(() =>
    masks.during(masks.none(2), () =>
      (model.apply(tf.ones([2, 2, 2, 20]), { training: true }) as tf.Tensor).dataSync(),
    ),
  )
  expect(kept.every((value) => value === 1)).toBe(true)
  expect(tf.tidy(() => tf.min(model.apply(tf.ones([1, 2, 2, 20])) as tf.Tensor).dataSync()[0])).toBe(1)
  expect(() => model.apply(tf.ones([1, 2, 2, 20]), { training: true })).toThrow('without a mask')
})

test('row numbers are evenly spread over the table', () => {
  const rows = new Float32Array(40_960)
  randomRows(rows, 7)
  const counts = new Array<number>(16).fill(0)
  for (const row of rows) counts[Math.floor((16 * row) / rowsInTable)]!++
  for (const count of counts) expect(count / rows.length).toBeCloseTo(1 / 16, 2)
  expect(rows.every((row) => Number.isInteger(row) && row >= 0 && row < rowsInTable)).toBe(true)
})
