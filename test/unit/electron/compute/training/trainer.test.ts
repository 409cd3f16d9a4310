import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Batch } from '#electron/compute/training/batches'
import { Trainer } from '#electron/compute/training/trainer'
import { Segmenter } from '#electron/compute/segmenting/segmenter'
import { useEngine } from '#electron/onnx/engine'
import { networkCatalogue } from '#models/networks/catalogue'
import { Experiment } from '#shared/domain/experiment'
import { seededRandom } from '#shared/domain/random'

const side = 16
const training = Experiment.shape.training.parse({ seed: 3, optimiser: 'adamw', weightDecay: 0.01 })
const network = () =>
  networkCatalogue['unet-2d'].build({
    size: [side, side],
    classes: 2,
    baseFilters: 4,
    depth: 2,
    dropout: 0.2,
  })

function batch(labelled = [1, 1, 1, 1], flipSecond = false): Batch {
  const random = seededRandom(1)
  const targets = new Float32Array(2 * side * side * 2)
  for (let i = 0; i < targets.length; i++) {
    const inside = random() < 0.3 ? 1 : 0
    targets[i] = flipSecond && i % 2 === 1 ? 1 - inside : inside
  }
  const images = Float32Array.from({ length: 2 * side * side }, () => random() - 0.5)
  return { count: 2, images, targets, labelled: Float32Array.from(labelled) }
}

beforeAll(async () => void (await useEngine()))

test('what a structure is like where it is not labelled changes neither loss nor weights (X24)', () => {
  const trained = (second: boolean) => {
    const net = network()
    const trainer = new Trainer(net, side, 2, training)
    const losses = [1, 2, 3].map((n) => trainer.step(batch([1, 0, 1, 0], second), 1e-2, n))
    const state = trainer.state().get('weights')!
    trainer.dispose()
    net.dispose()
    return { losses, state }
  }
  const [plain, flipped] = [trained(false), trained(true)]
  expect(flipped.losses).toEqual(plain.losses)
  expect(flipped.state).toEqual(plain.state)
})

test('pixels that nobody judged teach nothing: where all are so the weights stay, where none is all is as usual (label 255)', () => {
  const after = (ignoring: boolean, targets: Float32Array) => {
    const net = network()
    const trainer = new Trainer(net, side, 2, { ...training, weightDecay: 0 }, null, ignoring)
    const before = trainer.state().get('weights')!
    const loss = trainer.step({ ...batch(), targets }, 1e-2, 1)
    const weights = trainer.state().get('weights')!
    trainer.dispose()
    net.dispose()
    return { before, loss, weights }
  }
  const { targets } = batch()
  const none = after(
    true,
    targets.map(() => -1),
  )
  expect(Number.isFinite(none.loss)).toBe(true)
  expect(none.weights).toEqual(none.before)
  const [usual, judged] = [after(false, targets), after(true, targets)]
  expect(judged.loss).toBeCloseTo(usual.loss, 5)
  expect(judged.weights.some((value, i) => value !== judged.before[i])).toBe(true)
})

test('a state that is taken up again goes on bit for bit, dropout, moments and decay included', () => {
  const nets = [network(), network()]
  const [first, second] = nets.map((net) => new Trainer(net, side, 2, training)) as [Trainer, Trainer]
  for (const n of [1, 2, 3]) first.step(batch(), 1e-2, n)
  second.step(batch(), 0.5, 99) // led astray first
  second.restore(first.state())
  const next = (trainer: Trainer) => [4, 5].map((n) => trainer.step(batch(), 5e-3, n))
  expect(next(second)).toEqual(next(first))
  expect(second.state()).toEqual(first.state())
  for (const each of [first, second, ...nets]) each.dispose()
})

test('no tensor is left behind by steps, losses and predictions', () => {
  const before = tf.memory().numTensors
  const net = network()
  const trainer = new Trainer(net, side, 2, training)
  const segmenter = new Segmenter(net, side, 2, 4)
  const work = (n: number) => {
    trainer.step(batch(), 1e-3, n)
    trainer.loss(batch())
    segmenter.probabilities(new Float32Array(5 * side * side))
  }
  work(1)
  const working = tf.memory().numTensors
  for (const n of [2, 3, 4]) work(n)
  expect(tf.memory().numTensors).toBe(working)
  segmenter.dispose()
  trainer.dispose()
  net.dispose()
  expect(tf.memory().numTensors).toBe(before)
})

test('a slice is segmented alike in whatever batch it comes', () => {
  const net = network()
  const segmenter = new Segmenter(net, side, 2, 4)
  const random = seededRandom(2)
  const slices = Float32Array.from({ length: 5 * side * side }, () => random())
  const all = segmenter.probabilities(slices)
  const last = segmenter.probabilities(slices.slice(4 * side * side))
  expect(all).toHaveLength(5 * side * side * 2)
  const difference = last.map((value, i) => Math.abs(value - all[4 * side * side * 2 + i]!))
  expect(Math.max(...difference)).toBeLessThan(1e-6) // sums of another order within a batch
  segmenter.dispose()
  net.dispose()
})

describe('a batch that is too large for memory', () => {
  const four = (): Batch => {
    const random = seededRandom(5)
    const pixels = 4 * side * side
    return {
      count: 4,
      images: Float32Array.from({ length: pixels }, () => random() - 0.5),
      targets: Float32Array.from({ length: pixels * 2 }, () => (random() < 0.3 ? 1 : 0)),
      labelled: Float32Array.of(1, 1, 1, 0, 0, 1, 1, 1),
    }
  }
  const trained = (atOnce: number, loss: Experiment['training']['loss'] = 'ce+dice') => {
    const net = network()
    const trainer = new Trainer(net, side, 2, { ...training, loss })
    trainer.computeAtOnce(atOnce)
    const losses = [1, 2, 3, 4, 5].map((n) => trainer.step(four(), 1e-3, n))
    const weights = trainer.state().get('weights')!
    trainer.dispose()
    net.dispose()
    return { losses, weights }
  }
  const furthest = (a: Float32Array | number[], b: Float32Array | number[]) =>
    Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)))

  test.each([2, 1, 3])(
    'is computed %i images at once, with the same losses and weights to 1e-5, dropout and labels included',
    (atOnce) => {
      const whole = trained(4)
      const parts = trained(atOnce)
      expect(furthest(parts.losses, whole.losses)).toBeLessThan(1e-5)
      expect(furthest(parts.weights, whole.weights)).toBeLessThan(1e-5)
      expect(whole.losses[4]).toBeLessThan(whole.losses[0]!)
    },
  )

  test('leaves no tensor behind, whole or in parts', () => {
    const before = tf.memory().numTensors
    trained(4)
    trained(2)
    expect(tf.memory().numTensors).toBe(before)
  })
})
