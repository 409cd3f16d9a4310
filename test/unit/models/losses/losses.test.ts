import * as tf from '@tensorflow/tfjs'
import { beforeEach, expect, test } from 'vitest'
import { useEngine } from '#electron/onnx/engine'
import { lossCatalogue } from '#models/losses/catalogue'
import { crossEntropy } from '#models/losses/crossEntropy'
import type { Comparison } from '#models/losses/loss'
import { softDice } from '#models/losses/softDice'

beforeEach(async () => {
  await useEngine({ engine: 'onnxruntime', threads: 1 })
})

const logit = (p: number): number => Math.log(p / (1 - p))

/** networks.md B3: p = [[.9, .2], [.4, .6]], y = [[1, 0], [0, 1]]; I = 1.5, A = 2, B = 2.1. */
const vector = (): Comparison => ({
  logits: tf.tensor4d([0.9, 0.2, 0.4, 0.6].map(logit), [1, 2, 2, 1]),
  truth: tf.tensor4d([1, 0, 0, 1], [1, 2, 2, 1]),
  labelled: tf.ones([1, 1]),
})

const numberOf = (make: () => tf.Scalar): number => tf.tidy(() => make().dataSync()[0]!)

test('cross-entropy of the test vector (networks B3, bce)', () => {
  expect(numberOf(() => crossEntropy(vector()))).toBeCloseTo(0.3375388286, 6)
})

test.each(['image', 'batch'] as const)(
  'soft Dice of the test vector over the %s (networks B3, wdice_isensee)',
  (over) => {
    expect(numberOf(() => softDice(vector(), { over }))).toBeCloseTo(1 - 0.7317079714, 6)
  },
)

test('soft Dice smoothed by one (networks B3, dice_flat) and by ten (dice_tran)', () => {
  expect(numberOf(() => softDice(vector(), { smooth: 1 }))).toBeCloseTo(1 - 0.7843137255, 6)
  expect(numberOf(() => softDice(vector(), { smooth: 10 }))).toBeCloseTo(0.0780141844, 6)
})

test('cross-entropy and Dice add up (networks B3, nnunet, less its constant)', () => {
  expect(numberOf(() => lossCatalogue['ce+dice'].loss(vector()))).toBeCloseTo(-0.3941691428 + 1, 6)
})

test('logits far out on the wrong side keep a finite loss and a gradient', () => {
  const { truth, labelled } = vector()
  const gradient = tf.tidy(() =>
    tf
      .grad((logits) => crossEntropy({ logits: logits as tf.Tensor4D, truth, labelled }))(
        tf.tensor4d([-200, 200, 0, 200], [1, 2, 2, 1]),
      )
      .dataSync(),
  )
  expect([...gradient].map((value) => value.toFixed(4))).toEqual(['-0.2500', '0.2500', '0.1250', '0.0000'])
})

const two = (second: readonly number[], labelled: readonly number[]): Comparison => ({
  logits: tf.tensor4d(
    [0.9, 0.2, 0.4, 0.6].flatMap((p, i) => [logit(p), second[i]!]),
    [1, 2, 2, 2],
  ),
  truth: tf.tensor4d([1, 1, 0, 0, 0, 1, 1, 0], [1, 2, 2, 2]),
  labelled: tf.tensor2d([...labelled], [1, 2]),
})

test.each(Object.values(lossCatalogue))(
  '$title: what was not labelled contributes nothing, gradient included (X24)',
  ({ loss }) => {
    const alone = numberOf(() => loss(vector()))
    expect(numberOf(() => loss(two([5, -3, 2, 1], [1, 0])))).toBeCloseTo(alone, 6)
    expect(numberOf(() => loss(two([-9, 7, 0, 4], [1, 0])))).toBeCloseTo(alone, 6)
    const { truth, labelled, logits } = two([5, -3, 2, 1], [1, 0])
    const gradient = tf.tidy(() =>
      tf
        .grad((z) => loss({ logits: z as tf.Tensor4D, truth, labelled }))(logits)
        .dataSync(),
    )
    const of = (channel: number): number[] => [...gradient].filter((_, index) => index % 2 === channel)
    expect(Math.max(...of(0).map(Math.abs))).toBeGreaterThan(1e-4)
    expect(of(1).every((value) => value === 0)).toBe(true)
  },
)

test.each(Object.values(lossCatalogue))('$title: a batch without any label is nought', ({ loss }) => {
  expect(numberOf(() => loss(two([5, -3, 2, 1], [0, 0])))).toBeCloseTo(0, 12)
})

test.each([lossCatalogue['ce+dice'], lossCatalogue['cross-entropy'], lossCatalogue.dice])(
  '$title: a perfect answer is nought, the opposite is the worst',
  ({ loss }) => {
    const { truth, labelled } = vector()
    const of = (sign: number): number =>
      numberOf(() => loss({ logits: tf.mul(tf.sub(truth, 0.5), 60 * sign), truth, labelled }))
    expect(of(1)).toBeCloseTo(0, 5)
    expect(of(-1)).toBeGreaterThan(0.9)
  },
)

/** The same vector as a softmax of background and one structure: logits 0 and log p/(1 - p). */
const asSoftmax = (): Comparison => {
  const { logits, truth, labelled } = vector()
  return { logits: tf.concat([tf.zerosLike(logits), logits], -1), activation: 'softmax', truth, labelled }
}

test('a softmax of two classes loses what a sigmoid of one does (networks B3, ce_caffe)', () => {
  for (const { loss } of [lossCatalogue['cross-entropy'], lossCatalogue.dice, lossCatalogue['ce+dice']])
    expect(numberOf(() => loss(asSoftmax()))).toBeCloseTo(
      numberOf(() => loss(vector())),
      5,
    )
})

test('the background of a sigmoid and of a softmax is the same region', () => {
  const [sigmoid, softmax] = [vector(), asSoftmax()].map((comparison) =>
    numberOf(() => softDice(comparison, { background: true })),
  )
  expect(sigmoid).toBeCloseTo(softmax!, 6)
  expect(sigmoid).toBeCloseTo(1 - (0.71794853 + 0.7317073171) / 2, 5)
})

test('under a softmax what was not labelled counts as background, and its pixels are no error (X24)', () => {
  // background, a labelled structure, one that was not labelled and fills the first pixel
  const comparison = (first: number): Comparison => ({
    logits: tf.tensor4d([0, -4, first, 0, 6, -6], [1, 1, 2, 3]),
    activation: 'softmax',
    truth: tf.tensor4d([0, 0, 1, 0], [1, 1, 2, 2]),
    labelled: tf.tensor2d([1, 0], [1, 2]),
  })
  const losses = [-5, 0, 8].map((first) => numberOf(() => crossEntropy(comparison(first))))
  expect(losses[2]).toBeLessThan(losses[0]!)
  expect(losses[2]).toBeLessThan(0.01)
})

test('pixels that are ignored change neither loss nor gradient (label 255)', () => {
  const { truth, labelled } = vector()
  const of = (last: number) => ({
    logits: tf.tensor4d([1, -1, 2, last], [1, 2, 2, 1]),
    truth,
    labelled,
    counted: tf.tensor4d([1, 1, 1, 0], [1, 2, 2, 1]),
  })
  for (const { loss } of Object.values(lossCatalogue)) {
    expect(numberOf(() => loss(of(-30)))).toBeCloseTo(
      numberOf(() => loss(of(30))),
      6,
    )
    const { logits, ...rest } = of(-3)
    const gradient = tf.tidy(() =>
      tf
        .grad((z) => loss({ ...rest, logits: z }))(logits)
        .dataSync(),
    )
    expect(Math.abs(gradient[3]!)).toBe(0)
  }
})
