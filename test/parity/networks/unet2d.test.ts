import * as tf from '@tensorflow/tfjs'
import { expect, test } from 'vitest'
import { fallbacksOfEngine, useEngine, type EngineOptions } from '#electron/onnx/engine'
import { compileStep } from '#electron/onnx/step'
import { DropoutMasks } from '#models/layers/DropoutMasks'
import { lossCatalogue } from '#models/losses/catalogue'
import { logitsOf, trainableVariables } from '#models/networks/logits'
import type { NetworkOptions } from '#models/networks/networkOptions'
import { unet2d } from '#models/networks/unet2d'
import { exportWeights } from '#models/networks/weights'
import { Adam } from '#models/optimisers/Adam'
import { lowerings, noise, reference } from '../onEngines'

const side = 8
const narrow: NetworkOptions = { size: [side, side], baseFilters: 16, depth: 3, seed: 5 }

interface Batch {
  readonly images: number
  readonly x: tf.Tensor4D
  readonly truth: tf.Tensor4D
  readonly labelled: tf.Tensor2D
}

function batchOf(images: number): Batch {
  const pixels = noise(images * side * side, 3)
  const truth = Float32Array.from({ length: 3 * pixels.length }, (_, i) =>
    pixels[Math.floor(i / 3)]! > 0.4 - (i % 3) * 0.2 ? 1 : 0,
  )
  const labelled = Float32Array.from({ length: 3 * images }, (_, i) => (i === 1 ? 0 : 1))
  return {
    images,
    x: tf.tensor4d(pixels, [images, side, side, 1]),
    truth: tf.tensor4d(truth, [images, side, side, 3]),
    labelled: tf.tensor2d(labelled, [images, 3]),
  }
}

interface Trainer {
  readonly step: (batch: Batch, number: number) => number
  readonly gradients: (batch: Batch) => Float32Array[]
  readonly predict: (batch: Batch) => Float32Array
  readonly weights: () => ArrayBuffer
}

function trainerOf(options: NetworkOptions, compiled: boolean): Trainer {
  const model = unet2d(options)
  const logits = logitsOf(model)
  const variables = trainableVariables(model)
  const adam = new Adam(variables, { learningRate: 1e-3 })
  const masks = new DropoutMasks(model, 11)
  const lossOf = (x: tf.Tensor, truth: tf.Tensor, labelled: tf.Tensor, drawn: tf.Tensor): tf.Scalar =>
    masks.during(drawn as tf.Tensor2D, () =>
      lossCatalogue['ce+dice'].loss({
        logits: logits.apply(x, { training: true }) as tf.Tensor4D,
        truth: truth as tf.Tensor4D,
        labelled: labelled as tf.Tensor2D,
      }),
    )
  const train = (x: tf.Tensor, truth: tf.Tensor, labelled: tf.Tensor, drawn: tf.Tensor): tf.Scalar =>
    adam.minimise(() => lossOf(x, truth, labelled, drawn))
  const traced = compileStep(train)
  return {
    step({ x, truth, labelled, images }, number) {
      const drawn = masks.draw(images, number)
      const loss = compiled
        ? traced(x, truth, labelled, drawn)[0]![0]!
        : tf.tidy(() => train(x, truth, labelled, drawn).dataSync()[0]!)
      drawn.dispose()
      return loss
    },
    gradients: ({ x, truth, labelled, images }) =>
      tf.tidy(() => {
        const drawn = masks.draw(images, 0)
        const { grads } = tf.variableGrads(() => lossOf(x, truth, labelled, drawn), variables)
        return variables.map((variable) => Float32Array.from(grads[variable.name]!.dataSync()))
      }),
    weights: () => exportWeights(model).data,
    predict: ({ x }) => tf.tidy(() => Float32Array.from((model.apply(x) as tf.Tensor).dataSync())),
  }
}

async function onEngine<T>(
  engine: EngineOptions,
  options: NetworkOptions,
  compiled: boolean,
  ask: (trainer: Trainer) => T,
): Promise<T> {
  await useEngine(engine)
  return ask(trainerOf(options, compiled))
}

/** Greatest difference over the greatest value of the same weight, or of a thousandth of the greatest of all weights. */
function worstError(found: Float32Array[], expected: Float32Array[]): number {
  const greatest = (list: Float32Array): number =>
    list.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const least = Math.max(...expected.map(greatest)) * 1e-3
  return Math.max(
    ...expected.map((list, index) => {
      const gap = list.reduce(
        (most, value, place) => Math.max(most, Math.abs(value - found[index]![place]!)),
        0,
      )
      return gap / Math.max(greatest(list), least)
    }),
  )
}

const references = new Map<string, Promise<Float32Array[]>>()
/** The reference engine takes seconds for each: asked once. */
function onceAFile(key: string, make: () => Promise<Float32Array[]>): Promise<Float32Array[]> {
  const promise = references.get(key) ?? make()
  references.set(key, promise)
  return promise
}

for (const norm of ['instance', 'none'] as const) {
  const options = { ...narrow, norm }
  for (const [lowering, engine] of lowerings) {
    // seventeen images are more than a block of sixteen: the weight gradient is computed in two parts
    test.each(norm === 'instance' ? [3, 17] : [3])(
      `the gradients of every weight agree with the reference, norm ${norm}, ${lowering}, %i images`,
      async (images) => {
        const ask = ({ gradients }: Trainer): Float32Array[] => gradients(batchOf(images))
        const expected = await onceAFile(`${norm} ${images}`, () => onEngine(reference, options, false, ask))
        const found = await onEngine(engine, options, false, ask)
        expect(worstError(found, expected)).toBeLessThan(1e-3)
        expect([...fallbacksOfEngine().keys()]).toEqual([])
      },
    )
  }

  test(`predictions agree with the reference, norm ${norm}`, async () => {
    const ask = ({ predict }: Trainer): Float32Array[] => [predict(batchOf(2))]
    const expected = await onEngine(reference, options, false, ask)
    for (const [, engine] of lowerings)
      expect(worstError(await onEngine(engine, options, false, ask), expected)).toBeLessThan(1e-4)
  })
}

test('six traced steps, one with a smaller last batch, lose as six eager steps of the reference do', async () => {
  const losses = ({ step }: Trainer): number[] => {
    const [whole, last] = [batchOf(2), batchOf(1)]
    return [whole, whole, last, whole, whole, last].map((batch, number) => step(batch, number))
  }
  const expected = await onEngine(reference, narrow, false, losses)
  for (const [, engine] of lowerings) {
    const found = await onEngine(engine, narrow, true, losses)
    found.forEach((loss, index) => expect(loss).toBeCloseTo(expected[index]!, 3))
  }
  expect(expected.at(-2)).toBeLessThan(expected[0]!)
})

test('the same seed and the same batches give the same weights, bit for bit', async () => {
  await useEngine(lowerings[0]![1])
  const trained = (): Buffer => {
    const { step, weights } = trainerOf(narrow, true)
    const batch = batchOf(3)
    for (let number = 0; number < 4; number++) step(batch, number)
    return Buffer.from(weights())
  }
  expect(trained().equals(trained())).toBe(true)
})

test('whole training steps leave no tensor behind', async () => {
  await useEngine(lowerings[0]![1])
  const { step } = trainerOf(narrow, true)
  const batch = batchOf(3)
  step(batch, 0)
  const counts = (): number[] => [tf.memory().numTensors, tf.memory().numBytes, tf.backend().numDataIds()]
  const before = counts()
  for (let number = 1; number < 5; number++) step(batch, number)
  expect(counts()).toEqual(before)
})
