import * as tf from '@tensorflow/tfjs'
import { afterEach, beforeAll, expect, test } from 'vitest'
import type { Batch } from '#electron/compute/training/batches'
import { measuredNorms } from '#electron/compute/training/measuredNorms'
import { Trainer } from '#electron/compute/training/trainer'
import { useEngine } from '#electron/onnx/engine'
import { DropoutMasks } from '#models/layers/DropoutMasks'
import { densenet } from '#models/networks/densenet'
import { Experiment } from '#shared/domain/experiment'
import { seededRandom } from '#shared/domain/random'

const side = 16
const training = Experiment.shape.training.parse({ seed: 3, batch: 4 })
const made: { dispose: () => unknown }[] = []

function trainerOf(quirks: 'corrected' | 'faithful'): Trainer {
  const layersPerBlock = [2, 2, 2, 2, 2]
  const network = densenet({
    size: [side, side],
    classes: 1,
    growth: 8,
    layersPerBlock,
    dropout: 0.3,
    quirks,
  })
  const trainer = new Trainer(network, side, 1, training)
  made.push(trainer, network)
  return trainer
}

/** Noise with a brighter square in each image, which is the structure. */
function squares(seed: number): Batch {
  const random = seededRandom(seed)
  const targets = new Float32Array(4 * side * side)
  for (let image = 0; image < 4; image++) {
    const [left, top] = [2 + Math.floor(6 * random()), 2 + Math.floor(6 * random())]
    for (let y = top; y < top + 6; y++)
      for (let x = left; x < left + 6; x++) targets[(image * side + y) * side + x] = 1
  }
  const images = targets.map((inside) => 1.5 * inside + random() - 0.5)
  return { count: 4, images, targets, labelled: new Float32Array(4).fill(1) }
}

const step = (trainer: Trainer, n: number): number => trainer.step(squares(n), 0.01, n)
const samples = { all: new Array<never>(16), batch: ([number]: readonly number[]) => squares(100 + number!) }

beforeAll(async () => void (await useEngine({ engine: 'onnxruntime', threads: 1 })))
afterEach(() => made.splice(0).forEach((each) => each.dispose()))

test('a dense network that was trained with dropout for 60 steps predicts what it learnt, once its norms are measured', async () => {
  const trainer = trainerOf('corrected')
  for (let n = 1; n <= 60; n++) step(trainer, n)
  const unseen = squares(1000)
  expect(trainer.loss(unseen)).toBeGreaterThan(0.5)
  await measuredNorms(trainer, samples, training)
  expect(trainer.loss(unseen)).toBeLessThan(0.15)
})

test('norms that are measured on one batch give it the answers that its own moments give without dropout', () => {
  const trainer = trainerOf('corrected')
  const { network } = trainer
  for (let n = 1; n <= 20; n++) step(trainer, n)
  const batch = squares(7)
  trainer.measureNorms(batch, 1)
  const answers = (training: boolean): Float32Array =>
    tf.tidy(() => {
      const masks = new DropoutMasks(network, 1)
      const images = tf.tensor4d(batch.images, [4, side, side, 1])
      const answer = masks.during(masks.none(4), () => network.apply(images, { training }) as tf.Tensor)
      return answer.dataSync().slice() as Float32Array
    })
  const predicted = answers(false)
  const own = answers(true)
  expect(Math.max(...predicted.map((value, i) => Math.abs(value - own[i]!)))).toBeLessThan(1e-3)
})

test('training goes on as if nothing had been measured', () => {
  const [plain, measured] = [trainerOf('corrected'), trainerOf('corrected')]
  for (const trainer of [plain, measured]) for (const n of [1, 2]) step(trainer, n)
  measured.measureNorms(squares(8), 1)
  expect([3, 4].map((n) => step(measured, n))).toEqual([3, 4].map((n) => step(plain, n)))
})

test('the faithful network keeps the averages of its training steps, as published', () => {
  const trainer = trainerOf('faithful')
  step(trainer, 1)
  const before = trainer.state()
  expect(trainer.measuresNorms).toBe(false)
  trainer.measureNorms(squares(8), 1)
  expect(trainer.state()).toEqual(before)
})
