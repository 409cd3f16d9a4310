import * as tf from '@tensorflow/tfjs'
import { describe, expect, test } from 'vitest'
import type { NetworkId } from '#shared/domain/network'
import { fallbacksOfEngine, useEngine } from '#electron/onnx/engine'
import { networkCatalogue, outputKind } from '#models/networks/catalogue'
import type { NetworkOptions } from '#models/networks/networkOptions'
import { exportWeights, importWeights } from '#models/networks/weights'
import { lowerings, reference } from '../onEngines'
import { networkTrainer, onEngine, trainerBatch, worstError, type NetworkTrainer } from './networkTrainer'

interface Narrow {
  readonly id: NetworkId
  readonly title: string
  readonly options: NetworkOptions & { readonly classes: number }
}

/**
 * Networks narrow and small enough for the reference engine, each with what is its own. Seeds without a pooling window
 * whose two greatest numbers differ by no more than is rounded off: either may win, and its gradient with it.
 */
const narrow: readonly Narrow[] = [
  {
    id: 'densenet',
    title: 'densenet with odd sides',
    options: { size: [10, 9], growth: 4, layersPerBlock: [2, 2, 2], classes: 3, seed: 5 },
  },
  {
    id: 'fcn-tran',
    title: 'fcn-tran of one structure',
    options: { size: [24, 20], baseFilters: 4, classes: 1, seed: 5 },
  },
  {
    id: 'fcn-tran',
    title: 'fcn-tran corrected, of two structures',
    options: { size: [17, 24], baseFilters: 4, classes: 2, quirks: 'corrected', seed: 5 },
  },
  {
    id: 'encoder-decoder',
    title: 'encoder-decoder',
    options: { size: [8, 12], baseFilters: 4, depth: 3, classes: 1, quirks: 'corrected', seed: 5 },
  },
  {
    id: 'encoder-decoder-unet',
    title: 'encoder-decoder-unet of two structures',
    options: { size: [12, 8], baseFilters: 4, depth: 3, classes: 2, quirks: 'corrected', seed: 5 },
  },
  {
    id: 'isensee-acdc-2d',
    title: 'isensee-acdc-2d',
    options: { size: [32, 32], baseFilters: 2, classes: 3, seed: 6 },
  },
  {
    id: 'isensee-acdc-3d',
    title: 'isensee-acdc-3d',
    options: { size: [32, 32], slices: 2, baseFilters: 2, classes: 2, seed: 6 },
  },
]

/**
 * The network with biases of one, so that no map is all but dead after its ReLU: a norm would make such a map as large as
 * any other, and with it what was rounded off.
 */
function lively(id: NetworkId, options: NetworkOptions): tf.LayersModel {
  const model = networkCatalogue[id].build(options)
  for (const { weights } of model.layers)
    for (const weight of weights)
      if (weight.originalName.endsWith('bias'))
        tf.tidy(() => void weight.write(tf.ones(weight.shape as number[])))
  return model
}

for (const { id, title, options } of narrow) {
  const trainer = (compiled: boolean) => (): NetworkTrainer =>
    networkTrainer(lively(id, options), outputKind(id, options.classes), compiled)
  const pixels = options.slices ? [options.slices, ...options.size] : options.size
  const batch = (images: number) => trainerBatch(images, pixels, options.classes)

  describe(title, () => {
    test.each([2, 19])(
      'the gradients of every weight agree with the reference, %i images',
      async (images) => {
        const ask = ({ gradients }: NetworkTrainer): Float32Array[] => gradients(batch(images))
        const expected = await onEngine(reference, trainer(false), ask)
        for (const [, engine] of lowerings) {
          const found = await onEngine(engine, trainer(false), ask)
          expect(worstError(found, expected)).toBeLessThan(1e-3)
          expect([...fallbacksOfEngine().keys()]).toEqual([])
        }
      },
    )

    test('traced steps, one with a smaller last batch, lose as eager steps of the reference do', async () => {
      const losses = ({ step, predict }: NetworkTrainer): Float32Array[] => {
        const [whole, last] = [batch(3), batch(1)]
        const lost = [whole, whole, last, whole].map((each, number) => step(each, number))
        return [Float32Array.from(lost), predict(last)]
      }
      const [lost, predicted] = await onEngine(reference, trainer(false), losses)
      for (const [, engine] of lowerings) {
        const [lostHere, predictedHere] = await onEngine(engine, trainer(true), losses)
        expect(worstError([lostHere!], [lost!])).toBeLessThan(1e-3)
        expect(worstError([predictedHere!], [predicted!])).toBeLessThan(2e-2)
        expect([...fallbacksOfEngine().keys()]).toEqual([])
      }
    })

    test('steps leave no tensor behind, weights are taken up again bit for bit', async () => {
      await useEngine(lowerings[0]![1])
      const { step, model, weights, predict } = trainer(true)()
      const fed = batch(2)
      step(fed, 0)
      const counts = (): number[] => [tf.memory().numTensors, tf.memory().numBytes, tf.backend().numDataIds()]
      const before = counts()
      for (let number = 1; number < 4; number++) step(fed, number)
      expect(counts()).toEqual(before)
      const other = trainer(true)()
      importWeights(other.model, exportWeights(model))
      expect(Buffer.from(other.weights()).equals(Buffer.from(weights()))).toBe(true)
      expect([...other.predict(fed)]).toEqual([...predict(fed)])
    })
  })
}
