import * as tf from '@tensorflow/tfjs'
import { expect, test } from 'vitest'
import { Trainer } from '#electron/compute/training/trainer'
import type { OnnxBackend } from '#electron/onnx/backend'
import { useEngine } from '#electron/onnx/engine'
import { networkCatalogue } from '#models/networks/catalogue'
import { Experiment } from '#shared/domain/experiment'

// The whole of it, 10,000 steps with resident memory: npm run bench -- endurance
test('600 steps of training leave no tensor, no session and no byte behind', async () => {
  await useEngine()
  const side = 16
  const network = networkCatalogue['unet-2d'].build({
    size: [side, side],
    classes: 2,
    baseFilters: 2,
    depth: 2,
  })
  const trainer = new Trainer(network, side, 2, Experiment.shape.training.parse({}))
  const images = Float32Array.from({ length: 2 * side * side }, (_, i) => Math.sin(i))
  const targets = Float32Array.from({ length: 2 * images.length }, (_, i) =>
    images[i >> 1]! > 0 ? i & 1 : 0,
  )
  const batch = { count: 2, images, targets, labelled: new Float32Array(4).fill(1) }
  const losses: number[] = []
  const steps = (count: number): void => {
    for (let i = 0; i < count; i++) losses.push(trainer.step(batch, 1e-3, losses.length + 1))
  }
  const held = () => {
    const backend = tf.backend() as OnnxBackend
    const { numTensors, numDataBuffers, numBytes } = tf.memory()
    return { numTensors, numDataBuffers, numBytes, sessions: backend.cache.size, ids: backend.numDataIds() }
  }
  steps(5)
  const before = held()
  steps(595)
  expect(held()).toEqual(before)
  expect(losses.at(-1)).toBeLessThan(losses[0]!)
  trainer.dispose()
  network.dispose()
})
