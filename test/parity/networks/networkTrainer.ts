import * as tf from '@tensorflow/tfjs'
import { useEngine, type EngineOptions } from '#electron/onnx/engine'
import { compileStep } from '#electron/onnx/step'
import { DropoutMasks } from '#models/layers/DropoutMasks'
import { lossCatalogue } from '#models/losses/catalogue'
import { deepSupervision, teachingWeights } from '#models/losses/deepSupervision'
import type { OutputKind } from '#models/losses/loss'
import { logitsOf, taughtLogitsOf, trainableVariables } from '#models/networks/logits'
import { exportWeights } from '#models/networks/weights'
import { Adam } from '#models/optimisers/Adam'
import { noise } from '../onEngines'

export interface TrainerBatch {
  readonly images: number
  readonly x: tf.Tensor
  readonly truth: tf.Tensor
  readonly labelled: tf.Tensor2D
}

/** Images of numbers without a pattern, and structures in nested bands of them; one structure of one image unlabelled. */
export function trainerBatch(images: number, pixels: readonly number[], structures: number): TrainerBatch {
  const places = pixels.reduce((product, side) => product * side, images)
  const values = noise(places, 3)
  const truth = Float32Array.from({ length: structures * places }, (_, i) => {
    const value = values[Math.floor(i / structures)]!
    const [from, to] = [(i % structures) / structures, ((i % structures) + 1) / structures]
    return value > from && value <= to ? 1 : 0
  })
  const labelled = Float32Array.from({ length: structures * images }, (_, i) =>
    i === 1 && structures > 1 ? 0 : 1,
  )
  return {
    images,
    x: tf.tensor(values, [images, ...pixels, 1]),
    truth: tf.tensor(truth, [images, ...pixels, structures]),
    labelled: tf.tensor2d(labelled, [images, structures]),
  }
}

export interface NetworkTrainer {
  readonly model: tf.LayersModel
  readonly variables: readonly tf.Variable[]
  readonly step: (batch: TrainerBatch, number: number) => number
  readonly loss: (batch: TrainerBatch) => number
  readonly gradients: (batch: TrainerBatch) => Float32Array[]
  readonly predict: (batch: TrainerBatch) => Float32Array
  readonly weights: () => ArrayBuffer
}

/**
 * A network with a loss, masks and Adam on the engine in use, stepping eagerly or as a traced step. `supervised`: every
 * level's scores are taught, each half as much as the finer one's.
 */
export function networkTrainer(
  model: tf.LayersModel,
  activation: OutputKind,
  compiled: boolean,
  supervised = false,
): NetworkTrainer {
  const logits = supervised ? taughtLogitsOf(model) : logitsOf(model)
  const variables = trainableVariables(model)
  const adam = new Adam(variables, { learningRate: 1e-3 })
  const masks = new DropoutMasks(model, 11)
  const lossOf = (x: tf.Tensor, truth: tf.Tensor, labelled: tf.Tensor, drawn: tf.Tensor): tf.Scalar =>
    masks.during(drawn as tf.Tensor2D, () => {
      const { loss } = lossCatalogue['ce+dice']
      const outputs = [logits.apply(x, { training: true }) as tf.Tensor | tf.Tensor[]].flat()
      const compared = { activation, truth, labelled: labelled as tf.Tensor2D }
      if (!supervised) return loss({ ...compared, logits: outputs[0]! })
      return deepSupervision(loss, outputs, teachingWeights(outputs.length, 'halving'), compared)
    })
  const train = (x: tf.Tensor, truth: tf.Tensor, labelled: tf.Tensor, drawn: tf.Tensor): tf.Scalar =>
    adam.minimise(() => lossOf(x, truth, labelled, drawn))
  const traced = compileStep(train)
  return {
    model,
    variables,
    step({ x, truth, labelled, images }, number) {
      const drawn = masks.draw(images, number)
      const loss = compiled
        ? traced(x, truth, labelled, drawn)[0]![0]!
        : tf.tidy(() => train(x, truth, labelled, drawn).dataSync()[0]!)
      drawn.dispose()
      return loss
    },
    loss: ({ x, truth, labelled, images }) =>
      tf.tidy(() => lossOf(x, truth, labelled, masks.draw(images, 0)).dataSync()[0]!),
    gradients: ({ x, truth, labelled, images }) =>
      tf.tidy(() => {
        const drawn = masks.draw(images, 0)
        const { grads } = tf.variableGrads(() => lossOf(x, truth, labelled, drawn), [...variables])
        return variables.map((variable) => Float32Array.from(grads[variable.name]!.dataSync()))
      }),
    weights: () => exportWeights(model).data,
    predict: ({ x }) => tf.tidy(() => Float32Array.from((model.apply(x) as tf.Tensor).dataSync())),
  }
}

/** What is asked of a network built on an engine. */
export async function onEngine<T>(
  engine: EngineOptions,
  build: () => NetworkTrainer,
  ask: (trainer: NetworkTrainer) => T,
): Promise<T> {
  await useEngine(engine)
  return ask(build())
}

/** Greatest difference over the greatest value of the same weight, or of a thousandth of the greatest of all weights. */
export function worstError(found: Float32Array[], expected: Float32Array[]): number {
  const greatest = (list: Float32Array): number =>
    list.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const least = Math.max(...expected.map(greatest)) * 1e-3
  return Math.max(
    ...expected.map((list, index) => {
      const gap = list.reduce((most, value, place) => {
        const difference = Math.abs(value - found[index]![place]!)
        return Number.isNaN(difference) ? Infinity : Math.max(most, difference)
      }, 0)
      return gap / Math.max(greatest(list), least)
    }),
  )
}
