import * as tf from '@tensorflow/tfjs'
import * as ort from 'onnxruntime-node'
import { describe, expect, test } from 'vitest'
import { Experiment } from '#shared/domain/experiment'
import type { NetworkId } from '#shared/domain/network'
import { fallbacksOfEngine, useEngine } from '#electron/onnx/engine'
import { exportModel } from '#electron/onnx/exportModel'
import { compileStep } from '#electron/onnx/step'
import { DropoutMasks } from '#models/layers/DropoutMasks'
import { trainingLoss } from '#models/losses/trainingLoss'
import { networkCatalogue } from '#models/networks/catalogue'
import type { NetworkOptions } from '#models/networks/networkOptions'
import { exportWeights, importWeights } from '#models/networks/weights'
import { trainingDescent } from '#models/optimisers/trainingDescent'
import { lowerings, reference } from '../onEngines'
import { trainerBatch, worstError, type TrainerBatch } from './networkTrainer'

type Training = Experiment['training']
type Inputs = [x: tf.Tensor, truth: tf.Tensor, labelled: tf.Tensor, masks: tf.Tensor]

interface Narrow {
  readonly id: NetworkId
  readonly title: string
  readonly options: NetworkOptions & { readonly classes: number }
  /** Of the batches whose gradients are compared. */
  readonly images: readonly number[]
  readonly training?: Partial<Training>
}

const { training: plain } = Experiment.parse({
  schema: 'septum-experiment/1',
  name: 'x',
  data: { folder: '.', split: { train: 1, validation: 1, test: 0, seed: 1 } },
})

/** Networks as narrow as the reference engine bears, each with what is its own. */
const narrow: readonly Narrow[] = [
  {
    id: 'fcn-alexnet',
    title: 'fcn-alexnet: groups, response norms, overlapping pools',
    options: { size: [12, 20], baseFilters: 12, classes: 1, seed: 5 },
    images: [2],
    training: { optimiser: 'sgd-caffe', learningRate: 1e-2 },
  },
  {
    id: 'fcn-8s',
    title: 'fcn-8s: skips of two structures',
    options: { size: [8, 10], baseFilters: 2, classes: 2, seed: 5 },
    images: [2],
    training: { optimiser: 'sgd-caffe', learningRate: 1e-2, publishedRates: true },
  },
  {
    id: 'deeplab-v3',
    title: 'deeplab-v3: dilations, pyramid, image mean',
    options: { size: [20, 17], baseFilters: 4, blocks: [1, 1, 1, 2], classes: 1, seed: 5 },
    images: [2],
    training: { optimiser: 'sgd', learningRate: 1e-2, publishedRates: true },
  },
  {
    id: 'deeplab-v2',
    title: 'deeplab-v2 at three scales',
    options: { size: [17, 20], baseFilters: 4, blocks: [1, 1, 1, 1], classes: 1, seed: 5, frozenNorm: true },
    images: [2],
    training: { optimiser: 'sgd', nesterov: true, learningRate: 1e-2 },
  },
  {
    id: 'residual-unet',
    title: 'residual-unet with deep supervision',
    options: { size: [16, 16], baseFilters: 4, mostBlocks: 1, classes: 3, seed: 5 },
    images: [2, 19],
    training: { optimiser: 'adamw', weightDecay: 1e-2, clipNorm: 1 },
  },
]

function trainerOf({ id, options, training }: Narrow, compiled: boolean) {
  const model = networkCatalogue[id].build(options)
  const asked = { ...plain, ...training }
  const { logits, trained } = trainingLoss(model, options.classes, asked)
  const descent = trainingDescent(model, asked)
  const masks = new DropoutMasks(model, 11)
  const lossOf = (...[x, truth, labelled, drawn]: Inputs): tf.Scalar =>
    masks.during(drawn as tf.Tensor2D, () =>
      trained([logits.apply(x, { training: true }) as tf.Tensor].flat(), truth, labelled as tf.Tensor2D),
    )
  const train = (...inputs: Inputs): tf.Scalar => descent.minimise(() => lossOf(...inputs))
  const traced = compileStep<Inputs>(train)
  const fed = ({ x, truth, labelled, images }: TrainerBatch, number: number): Inputs => [
    x,
    truth,
    labelled,
    masks.draw(images, number),
  ]
  return {
    model,
    step(batch: TrainerBatch, number: number): number {
      const inputs = fed(batch, number)
      const loss = compiled ? traced(...inputs)[0]![0]! : tf.tidy(() => train(...inputs).dataSync()[0]!)
      inputs[3].dispose()
      return loss
    },
    gradients: (batch: TrainerBatch): Float32Array[] =>
      tf.tidy(() => {
        const { grads } = tf.variableGrads(() => lossOf(...fed(batch, 0)), [...descent.variables])
        return descent.variables.map(({ name }) => Float32Array.from(grads[name]!.dataSync()))
      }),
    predict: ({ x }: TrainerBatch): Float32Array =>
      tf.tidy(() => Float32Array.from((model.apply(x) as tf.Tensor).dataSync())),
  }
}

for (const each of narrow) {
  const { title, options, images } = each
  const batch = (count: number): TrainerBatch => trainerBatch(count, options.size, options.classes)

  describe(title, () => {
    test.each(images)('the gradients of every weight agree with the reference, %i images', async (count) => {
      await useEngine(reference)
      const expected = trainerOf(each, false).gradients(batch(count))
      for (const [, engine] of lowerings) {
        await useEngine(engine)
        expect(worstError(trainerOf(each, false).gradients(batch(count)), expected)).toBeLessThan(1e-3)
        expect([...fallbacksOfEngine().keys()]).toEqual([])
      }
    })

    test('traced steps, one with a smaller last batch, lose as eager steps do', async () => {
      const lost = (compiled: boolean): Float32Array => {
        const { step } = trainerOf(each, compiled)
        const [whole, last] = [batch(2), batch(1)]
        return Float32Array.from([whole, whole, last, whole].map((fed, number) => step(fed, number)))
      }
      await useEngine(lowerings[1]![1])
      const expected = lost(false)
      for (const [, engine] of lowerings) {
        await useEngine(engine)
        expect(worstError([lost(true)], [expected])).toBeLessThan(2e-3)
        expect([...fallbacksOfEngine().keys()]).toEqual([])
      }
    })

    test('steps leave no tensor behind, weights come back bit for bit, and the ONNX file predicts the same', async () => {
      await useEngine(lowerings[0]![1])
      const { step, model, predict } = trainerOf(each, true)
      const fed = batch(2)
      step(fed, 0)
      const counts = (): number[] => [tf.memory().numTensors, tf.memory().numBytes, tf.backend().numDataIds()]
      const before = counts()
      for (let number = 1; number < 3; number++) step(fed, number)
      expect(counts()).toEqual(before)

      const other = networkCatalogue[each.id].build({ ...options, seed: 9 })
      importWeights(other, exportWeights(model))
      expect(Buffer.from(exportWeights(other).data).equals(Buffer.from(exportWeights(model).data))).toBe(true)

      const session = await ort.InferenceSession.create(exportModel(other, fed.x.shape))
      const input = new ort.Tensor('float32', Float32Array.from(fed.x.dataSync()), fed.x.shape)
      const { output } = await session.run({ input })
      const expected = predict(fed)
      const gap = expected.reduce(
        (most, value, i) => Math.max(most, Math.abs(value - Number(output!.data[i]))),
        0,
      )
      expect(gap).toBeLessThan(1e-4)
    })
  })
}
