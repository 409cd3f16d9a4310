import * as tf from '@tensorflow/tfjs'
import * as ort from 'onnxruntime-node'
import { expect, test } from 'vitest'
import { useEngine } from '#electron/onnx/engine'
import { exportModel } from '#electron/onnx/exportModel'
import { unet2d } from '#models/networks/unet2d'

test('an exported network gives the same probabilities in plain ONNX Runtime, from standard operators only', async () => {
  await useEngine({ engine: 'onnxruntime' })
  const model = unet2d({ size: [32, 48], baseFilters: 8, depth: 4, seed: 4 })
  const shape = [2, 32, 48, 1]
  const pixels = Float32Array.from({ length: 2 * 32 * 48 }, (_, i) => Math.sin(i * 12.9898))
  const before = tf.memory().numTensors
  const bytes = exportModel(model, shape, { structures: 'rv-cavity,lv-myocardium,lv-cavity' })
  expect(tf.memory().numTensors).toBe(before)

  const expected = tf.tidy(() => (model.apply(tf.tensor(pixels, shape)) as tf.Tensor).dataSync())
  const session = await ort.InferenceSession.create(bytes)
  expect([session.inputNames, session.outputNames]).toEqual([['input'], ['output']])
  const { output } = await session.run({ input: new ort.Tensor('float32', pixels, shape) })
  expect(output!.dims).toEqual([2, 32, 48, 3])
  const worst = (output!.data as Float32Array).reduce(
    (most, value, i) => Math.max(most, Math.abs(value - expected[i]!)),
    0,
  )
  expect(worst).toBeLessThan(1e-4)
  expect(Buffer.from(bytes).includes('com.microsoft')).toBe(false)
  expect(Buffer.from(bytes).includes('rv-cavity,lv-myocardium,lv-cavity')).toBe(true)
})
