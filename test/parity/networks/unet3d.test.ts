import * as tf from '@tensorflow/tfjs'
import { describe, expect, test } from 'vitest'
import { fallbacksOfEngine, useEngine } from '#electron/onnx/engine'
import type { NetworkOptions } from '#models/networks/networkOptions'
import { unet3d } from '#models/networks/unet3d'
import { lowerings, reference } from '../onEngines'
import { networkTrainer, onEngine, trainerBatch, worstError, type NetworkTrainer } from './networkTrainer'

const narrow: NetworkOptions = { size: [8, 8], slices: 4, baseFilters: 16, depth: 3, seed: 5 }
const batch = (volumes: number) => trainerBatch(volumes, [4, 8, 8], 3)
const trainer = (options: NetworkOptions, compiled: boolean) => (): NetworkTrainer =>
  networkTrainer(unet3d(options), 'sigmoid', compiled)

describe('unet-3d', () => {
  test.each([
    { norm: 'instance', volumes: 2, baseFilters: 16, depth: 3 },
    { norm: 'instance', volumes: 1, baseFilters: 10, depth: 3 }, // channels that fill no block
    { norm: 'none', volumes: 1, baseFilters: 16, depth: 3 },
    { norm: 'none', volumes: 19, baseFilters: 16, depth: 2 }, // volumes that fill no block
  ] as const)(
    'the gradients of every weight agree with the reference, norm $norm, $volumes volumes, $baseFilters filters',
    async ({ volumes, ...own }) => {
      const options = { ...narrow, ...own }
      const ask = ({ gradients }: NetworkTrainer): Float32Array[] => gradients(batch(volumes))
      const expected = await onEngine(reference, trainer(options, false), ask)
      for (const [, engine] of lowerings) {
        const found = await onEngine(engine, trainer(options, false), ask)
        expect(worstError(found, expected)).toBeLessThan(1e-3)
        expect([...fallbacksOfEngine().keys()]).toEqual([])
      }
    },
  )

  test('traced steps, one with a smaller last batch, lose as eager steps of the reference do', async () => {
    const losses = ({ step, predict }: NetworkTrainer): Float32Array[] => {
      const [whole, last] = [batch(2), batch(1)]
      const lost = [whole, last, whole].map((each, number) => step(each, number))
      return [Float32Array.from(lost), predict(last)]
    }
    const [lost, predicted] = await onEngine(reference, trainer(narrow, false), losses)
    for (const [, engine] of lowerings) {
      const [lostHere, predictedHere] = await onEngine(engine, trainer(narrow, true), losses)
      expect(worstError([lostHere!], [lost!])).toBeLessThan(1e-3)
      expect(worstError([predictedHere!], [predicted!])).toBeLessThan(2e-2)
      expect([...fallbacksOfEngine().keys()]).toEqual([])
    }
  })

  test('whole training steps leave no tensor behind', async () => {
    await useEngine(lowerings[0]![1])
    const { step } = trainer(narrow, true)()
    const fed = batch(2)
    step(fed, 0)
    const counts = (): number[] => [tf.memory().numTensors, tf.memory().numBytes, tf.backend().numDataIds()]
    const before = counts()
    for (let number = 1; number < 4; number++) step(fed, number)
    expect(counts()).toEqual(before)
  })
})
