import * as tf from '@tensorflow/tfjs'
import { beforeEach, expect, test } from 'vitest'
import { useEngine } from '#electron/onnx/engine'
import type { LossId } from '#shared/domain/loss'
import { lossCatalogue } from '#models/losses/catalogue'
import { deepSupervision, nearestPixels, teachingWeights } from '#models/losses/deepSupervision'
import { focal } from '#models/losses/focal'
import { khenedDice, khenedWeights } from '#models/losses/khened'
import type { Comparison, LossOptions } from '#models/losses/loss'
import { khenedMap } from '#models/losses/maps/khenedMap'
import { signedDistance } from '#models/losses/maps/signedDistance'
import { unetMap } from '#models/losses/maps/unetMap'
import { tversky } from '#models/losses/tversky'
import { weightPenalty } from '#models/losses/weightPenalty'

beforeEach(async () => {
  await useEngine({ engine: 'onnxruntime', threads: 1 })
})

const logit = (p: number): number => Math.log(p / (1 - p))
const numberOf = (make: () => tf.Tensor): number => tf.tidy(() => make().dataSync()[0]!)

/** networks.md B3: p = [[.9, .2], [.4, .6]], y = [[1, 0], [0, 1]]; I = 1.5, A = 2, B = 2.1. */
const vector = (): Comparison => ({
  logits: tf.tensor4d([0.9, 0.2, 0.4, 0.6].map(logit), [1, 2, 2, 1]),
  truth: tf.tensor4d([1, 0, 0, 1], [1, 2, 2, 1]),
  labelled: tf.ones([1, 1]),
})
/** The same as a softmax of two classes, (1 - p, p). */
const asSoftmax = (): Comparison => {
  const { logits, truth, labelled } = vector()
  return { logits: tf.concat([tf.zerosLike(logits), logits], -1), activation: 'softmax', truth, labelled }
}

test.each<[LossId, number, LossOptions?]>([
  ['dice-tran', 0.0780141844],
  ['dice', 1 - 0.7317073171, { smooth: 0 }],
  ['soft-jaccard', 1 - 0.5769230769, { smooth: 0 }],
  ['soft-jaccard', 0.3055555556],
  ['wdice-isensee', -0.7317079714],
  ['dice-flat', -0.7843137255],
  ['jaccard-zhong', -0.5769230769],
  ['cross-entropy', 0.3375388286],
  ['focal', 0.0221724519],
  ['tversky', 0.1749174917],
  ['nnunet', -0.3941691428],
])('%s of the test vector is %f (networks B3)', (id, value, options) => {
  expect(numberOf(() => lossCatalogue[id].loss(vector(), options))).toBeCloseTo(value, 5)
})

test.each<[LossId, number]>([
  ['ce-caffe', 0.3375388286],
  ['ce-caffe-sum', 4 * 0.3375388286],
  ['cce', 0.3375388286],
  ['ce-acdc3d', 0.3375388286],
  ['dice-acdc2d', -0.7248278362],
  ['nnunet', -0.3941691428],
])('%s of the test vector as a softmax of two classes is %f (networks B3)', (id, value) => {
  expect(numberOf(() => lossCatalogue[id].loss(asSoftmax()))).toBeCloseTo(value, 5)
})

test('focal loss without α; Tversky with halves is Dice with twice the smoothing (networks B2, B3)', () => {
  expect(numberOf(() => focal(vector(), { alpha: null }))).toBeCloseTo(0.0433608869, 6)
  const halves = numberOf(() => tversky(vector(), { alpha: 0.5, beta: 0.5, smooth: 1 }))
  expect(halves).toBeCloseTo(
    numberOf(() => lossCatalogue.dice.loss(vector(), { smooth: 2 })),
    6,
  )
})

test('Khened weighs classes by the share they are of each image; an absent one rules as published (networks B3, Q18)', () => {
  const weights = tf.tidy(() => khenedWeights(asSoftmax(), 'faithful').dataSync())
  for (const weight of weights) expect(weight).toBeCloseTo(2.9990005, 5)
  expect(numberOf(() => khenedDice(asSoftmax(), { quirks: 'faithful' }))).toBeCloseTo(0.2751712937, 5)
  const absent = (): Comparison => ({
    logits: tf.zeros([1, 128, 128, 2]),
    activation: 'softmax',
    truth: tf.zeros([1, 128, 128, 1]),
    labelled: tf.ones([1, 1]),
  })
  expect(tf.tidy(() => khenedWeights(absent(), 'faithful').dataSync()[1]!)).toBeCloseTo(16_384_001, -1)
  expect(tf.tidy(() => khenedWeights(absent(), 'corrected').dataSync()[1])).toBe(0)
})

test('the L2 of one filter: a half, whole, or squared twice (networks A0.9, Q17)', () => {
  const filter = tf.tensor1d([1, 2, 2])
  expect(numberOf(() => weightPenalty([filter], 5e-6, 'squared'))).toBeCloseTo(5.0625e-5, 9)
  expect(numberOf(() => weightPenalty([filter], 5e-6, 'half'))).toBeCloseTo(2.25e-5, 9)
  expect(numberOf(() => weightPenalty([filter], 5e-6, 'whole'))).toBeCloseTo(4.5e-5, 9)
})

/** Two images of 4 × 4 with two structures, the second image empty. */
function scene(activation: 'sigmoid' | 'softmax', sign: number, empty = false): Comparison {
  const first = Array.from({ length: 16 }, (_, i) => (i < 4 ? [1, 0] : i < 7 ? [0, 1] : [0, 0]))
  const truth = tf.tensor4d(
    [...(empty ? first.map(() => [0, 0]) : first), ...first.map(() => [0, 0])].flat(),
    [2, 4, 4, 2],
  )
  const structures = tf.sub(truth, 0.5)
  const none = tf.sub(0.5, tf.sum(truth, -1, true))
  const scores = activation === 'softmax' ? tf.concat([none, structures], -1) : structures
  const distances = [0, 1].map((k) =>
    signedDistance(Uint8Array.from([...truth.dataSync()].filter((_, i) => i % 2 === k).slice(0, 16)), 4, 4),
  )
  const maps = tf.tensor4d(
    Array.from({ length: 64 }, (_, i) => (i < 32 ? distances[i % 2]![Math.floor(i / 2)]! : 0)),
    [2, 4, 4, 2],
  )
  return { logits: tf.mul(scores, 24 * sign), activation, truth, labelled: tf.ones([2, 2]), maps }
}
const mapped = (id: LossId, comparison: Comparison): Comparison => {
  const { maps, ...rest } = comparison
  if (lossCatalogue[id].maps === 'distances') return { ...rest, maps: maps! }
  return lossCatalogue[id].maps ? { ...rest, maps: tf.ones([2, 4, 4, 1]) } : rest
}

for (const activation of ['sigmoid', 'softmax'] as const)
  test.each(Object.values(lossCatalogue))(
    `$title, ${activation}: best at a perfect answer, finite slopes, also on empty masks`,
    ({ id, loss }) => {
      const at = (sign: number): number => numberOf(() => loss(mapped(id, scene(activation, sign))))
      const [perfect, undecided, worst] = [at(1), at(0), at(-1)]
      expect(perfect).toBeLessThan(undecided - 1e-3)
      expect(perfect).toBeLessThan(worst - 1e-3)
      for (const sign of [-1, 0.05, 1])
        for (const empty of [false, true]) {
          const slopes = tf.tidy(() => {
            const comparison = mapped(id, scene(activation, sign, empty))
            return tf
              .grad((z) => loss({ ...comparison, logits: z }))(comparison.logits)
              .dataSync()
          })
          expect([...slopes].every(Number.isFinite)).toBe(true)
        }
    },
  )

test('what a structure counts that is nowhere in the truth: nothing, as found, or as the formula says', () => {
  const comparison = (): Comparison => ({
    logits: tf.tensor4d([2, 0, -2, 0], [1, 1, 2, 2]),
    truth: tf.tensor4d([1, 0, 0, 0], [1, 1, 2, 2]),
    labelled: tf.ones([1, 2]),
  })
  const of = (empty: 'skip' | 'one' | 'smooth'): number =>
    numberOf(() => lossCatalogue.dice.loss(comparison(), { empty }))
  const present = of('skip')
  expect(of('one')).toBeCloseTo(present / 2, 6)
  expect(of('smooth')).toBeCloseTo((present + 1) / 2, 4)
})

test('weights of classes: a rare class outweighs a common one; given ones are taken (networks B2, weighted_ce)', () => {
  const rare = (inside: number, outside: number): Comparison => ({
    logits: tf.tensor4d(
      [inside, outside, outside, outside].flatMap((z) => [0, z]),
      [1, 2, 2, 2],
    ),
    activation: 'softmax',
    truth: tf.tensor4d([1, 0, 0, 0], [1, 2, 2, 1]),
    labelled: tf.ones([1, 1]),
  })
  const { loss } = lossCatalogue['weighted-ce']
  // both classes count alike: the rare one missed, or all of the common one, is as bad
  for (const weights of ['inverse', 'median'] as const) {
    const missed = numberOf(() => loss(rare(-3, -3), { weights }))
    expect(missed).toBeCloseTo(
      numberOf(() => loss(rare(3, 3), { weights })),
      5,
    )
  }
  expect(numberOf(() => loss(rare(-3, -3), { weights: [1, 0] }))).toBeLessThan(0.05)
  expect(numberOf(() => loss(rare(-3, -3), { weights: [0, 1] }))).toBeGreaterThan(3)
})

test('the hardest tenth of ten pixels is the worst one (networks B2, topk_ce)', () => {
  const z = [9, 9, 9, 9, 9, 9, 9, 9, 9, -2]
  const comparison = (): Comparison => ({
    logits: tf.tensor4d(z, [1, 2, 5, 1]),
    truth: tf.ones([1, 2, 5, 1]),
    labelled: tf.ones([1, 1]),
  })
  expect(numberOf(() => lossCatalogue['topk-ce'].loss(comparison()))).toBeCloseTo(
    Math.log(1 + Math.exp(2)),
    4,
  )
})

test('distances are negative inside, half a pixel at the border, nought for what is not there', () => {
  const square = Uint8Array.from({ length: 49 }, (_, i) => {
    const [y, x] = [Math.floor(i / 7), i % 7]
    return y > 1 && y < 5 && x > 1 && x < 5 ? 1 : 0
  })
  const distance = signedDistance(square, 7, 7)
  expect([distance[24], distance[16], distance[9], distance[2]]).toEqual([-1.5, -0.5, 0.5, 1.5])
  expect(signedDistance(new Uint8Array(9), 3, 3).every((value) => value === 0)).toBe(true)
})

test('Khened’s map: rare classes and edges weigh more; as published a later class overwrites edges (networks B1, Q19)', () => {
  const labels = Uint8Array.from([0, 0, 0, 1, 1, 1, 0, 0, 0])
  const [faithful, corrected] = (['faithful', 'corrected'] as const).map((quirks) =>
    khenedMap(labels, 1, 9, quirks),
  )
  // 9/6 outside, 9/3 inside; the edge of 0 is the pixels 1 2 3 and 5 6 7, that of 1 the pixels 2 to 6
  expect(corrected![0]).toBe(1.5)
  expect(corrected![4]).toBeCloseTo(3 + 9 / 5, 5)
  expect(corrected![3]).toBeCloseTo(3 + 9 / 6 + 9 / 5, 5)
  expect(faithful![3]).toBeCloseTo(3 + 9 / 5, 5)
})

test('the U-Net’s map weighs pixels between two structures most (Ronneberger 2015, eq. 2)', () => {
  const map = unetMap(Uint8Array.from([1, 0, 2, 0, 0, 0, 0, 0, 0]), 1, 9)
  expect(map[1]).toBeCloseTo(1 + 10 * Math.exp(-4 / 50), 4)
  expect(map[8]).toBeLessThan(map[1]!)
  expect([...unetMap(Uint8Array.from([1, 0, 0]), 1, 3)]).toEqual([1, 1, 1])
})

test('deep supervision halves from level to level and leaves out the coarsest; S1 sums (networks B2, Q33)', () => {
  expect(teachingWeights(3, 'halving')).toEqual([2 / 3, 1 / 3, 0])
  expect(teachingWeights(1, 'halving')).toEqual([1])
  expect(teachingWeights(4, 'sum')).toEqual([1, 1, 1, 1])
  const { truth, labelled } = vector()
  const sum = numberOf(() =>
    deepSupervision(
      lossCatalogue['cross-entropy'].loss,
      [tf.zeros([1, 2, 2, 1]), tf.zeros([1, 1, 1, 1])],
      [1, 0.5],
      { truth, labelled },
    ),
  )
  expect(sum).toBeCloseTo(1.5 * Math.log(2), 5)
})

test('a truth is reduced by the pixel about whose centre each smaller one lies (networks Q34)', () => {
  const reduced = tf.tidy(() => nearestPixels(tf.range(0, 6).reshape([1, 1, 6, 1]), [1, 3]).dataSync())
  expect([...reduced]).toEqual([1, 3, 5])
})
