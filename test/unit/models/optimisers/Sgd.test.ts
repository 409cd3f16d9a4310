import * as tf from '@tensorflow/tfjs'
import { beforeAll, expect, test } from 'vitest'
import { Experiment } from '#shared/domain/experiment'
import { useEngine } from '#electron/onnx/engine'
import { compileStep } from '#electron/onnx/step'
import { fcn8s } from '#models/networks/fcn8s'
import { Adam } from '#models/optimisers/Adam'
import { clippedGradients } from '#models/optimisers/clippedGradients'
import { Descent } from '#models/optimisers/Descent'
import { askedRate, publishedRate } from '#models/optimisers/layerRates'
import { Sgd, type SgdRule } from '#models/optimisers/Sgd'
import { namedVariables, trainingDescent } from '#models/optimisers/trainingDescent'

beforeAll(async () => {
  await useEngine({ engine: 'onnxruntime', threads: 1 })
})

const { training } = Experiment.parse({
  schema: 'septum-experiment/1',
  name: 'x',
  data: { folder: '.', split: { train: 1, validation: 1, test: 0, seed: 1 } },
})
const variable = (values: number[]): tf.Variable =>
  tf.tidy(() => tf.variable(tf.tensor2d(values, [1, values.length])))
const rates = [0.1, 0.1, 0.05]

/** Three steps along a gradient of 2 at the rates above, by the formulas of networks.md C, in plain numbers. */
function byHand(rule: SgdRule, nesterov: boolean, momentum = 0.9): number {
  let [w, v] = [1, 0]
  for (const rate of rates) {
    const before = v
    if (rule === 'pytorch') {
      v = momentum * v + 2
      w -= rate * (nesterov ? 2 + momentum * v : v)
    } else if (rule === 'caffe') {
      v = momentum * v + rate * 2
      w -= nesterov ? (1 + momentum) * v - momentum * before : v
    } else {
      v = momentum * v - rate * 2
      w += nesterov ? momentum * v - rate * 2 : v
    }
  }
  return w
}

const cases = (['pytorch', 'caffe', 'keras'] as const).flatMap((rule) =>
  [false, true].map((nesterov) => ({ rule, nesterov })),
)
test.each(cases)(
  '$rule, Nesterov $nesterov: three steps at falling rates (networks C)',
  ({ rule, nesterov }) => {
    const weights = variable([1])
    const sgd = new Sgd([weights], { learningRate: 1, rule, momentum: 0.9, nesterov })
    for (const rate of rates) {
      sgd.setLearningRate(rate)
      sgd.apply({ [weights.name]: tf.tensor2d([[2]]) })
    }
    expect(weights.dataSync()[0]).toBeCloseTo(byHand(rule, nesterov), 5)
  },
)

test('at a constant rate Caffe and PyTorch take the same steps, and so does TensorFlow.js', () => {
  const loss = (w: tf.Variable) => () => tf.sum(tf.square(tf.sub(w, 3))) as tf.Scalar
  const ways = (['pytorch', 'caffe'] as const).map((rule) => {
    const weights = variable([1, 5])
    const sgd = new Sgd([weights], { learningRate: 0.1, rule, momentum: 0.9 })
    const descent = new Descent([weights], [{ optimiser: sgd, multiplier: 1 }])
    for (let step = 0; step < 5; step++) descent.minimise(loss(weights)).dispose()
    return [...weights.dataSync()]
  })
  const theirs = variable([1, 5])
  const reference = tf.train.momentum(0.1, 0.9)
  for (let step = 0; step < 5; step++) reference.minimize(loss(theirs), false, [theirs])
  for (const way of ways) way.forEach((value, i) => expect(value).toBeCloseTo(theirs.dataSync()[i]!, 5))
})

test('decay adds λ·w to the gradients of filters', () => {
  const weights = variable([10])
  new Sgd([weights], { learningRate: 0.1, weightDecay: 0.5 }).apply({ [weights.name]: tf.zeros([1, 1]) })
  expect(weights.dataSync()[0]).toBeCloseTo(9.5, 5)
})

test('gradients are shortened together to the greatest norm, shorter ones stay (nnU-Net: 12)', () => {
  const lengths = (most: number): number[] =>
    tf.tidy(() =>
      Object.values(clippedGradients({ a: tf.tensor1d([3]), b: tf.tensor1d([4]) }, most)).map(
        (g) => g.dataSync()[0]!,
      ),
    )
  expect(lengths(1).map((value) => value.toFixed(4))).toEqual(['0.6000', '0.8000'])
  expect(lengths(12)).toEqual([3, 4])
})

test('a moving average follows the weights, stands in for them and gives them back', () => {
  const weights = variable([0])
  const sgd = new Sgd([weights], { learningRate: 1 })
  const descent = new Descent([weights], [{ optimiser: sgd, multiplier: 1 }], { average: 0.5 })
  const step = compileStep(() => descent.minimise(() => tf.neg(tf.sum(weights))))
  step()
  step()
  expect(weights.dataSync()[0]).toBe(2)
  // 0 → ½·0 + ½·1 → ½·½ + ½·2
  expect(descent.withAverages(() => weights.dataSync()[0])).toBeCloseTo(1.25, 6)
  expect(weights.dataSync()[0]).toBe(2)
  step.dispose()
})

test('a resumed descent of several groups goes on where the first stopped; a wrong state is refused', () => {
  const made = () => {
    const [a, b] = [variable([1, 2]), variable([3])]
    const groups = [
      { optimiser: new Adam([a], { learningRate: 0.1 }), multiplier: 1 },
      { optimiser: new Sgd([b], { learningRate: 0.1, momentum: 0.9 }), multiplier: 2 },
    ]
    const descent = new Descent([a, b], groups, { average: 0.9 })
    const step = (): void =>
      descent.minimise(() => tf.add(tf.sum(tf.square(a)), tf.sum(tf.square(b))) as tf.Scalar).dispose()
    return { a, b, descent, step }
  }
  const [straight, first, second] = [made(), made(), made()]
  for (let n = 0; n < 4; n++) straight.step()
  for (let n = 0; n < 2; n++) first.step()
  second.a.assign(tf.clone(first.a))
  second.b.assign(tf.clone(first.b))
  second.descent.importState(first.descent.exportState())
  for (let n = 0; n < 2; n++) second.step()
  expect([...second.a.dataSync(), ...second.b.dataSync()]).toEqual([
    ...straight.a.dataSync(),
    ...straight.b.dataSync(),
  ])
  expect(() => second.descent.importState(new Float32Array(3))).toThrow('expected')
})

test('layers learn at their own rates: published multiples, asked ones, and nought freezes (networks A4, A5, Q32)', () => {
  expect(publishedRate('fcn-8s', 'conv1_1/bias')).toEqual({ rate: 2, decay: 0 })
  expect(publishedRate('fcn-alexnet', 'conv1/bias')).toEqual({ rate: 1, decay: 1 })
  expect(publishedRate('deeplab-v3', 'fc2/bias')).toEqual({ rate: 20, decay: 0 })
  expect(publishedRate('deeplab-v2', 'aspp.c0/kernel')).toEqual({ rate: 10, decay: 1 })
  expect(askedRate({ conv: 0, conv5: 0.1 }, 'conv5_1/kernel')).toBe(0.1)
  expect(askedRate({ conv: 0 }, 'fc6/kernel')).toBe(null)

  const model = fcn8s({ size: [4, 4], baseFilters: 2 })
  const asked = {
    ...training,
    optimiser: 'sgd-caffe',
    momentum: 0,
    learningRate: 0.1,
    publishedRates: true,
  } as const
  const descent = trainingDescent(model, { ...asked, layerRates: { conv: 0 } })
  const named = new Map(namedVariables(model))
  expect(descent.variables).toHaveLength(2 * 5) // fc6, fc7 and three scores are left
  const before = named.get('score_fr/bias')!.dataSync().slice()
  const still = named.get('conv1_1/kernel')!.dataSync().slice()
  descent.minimise(() => tf.addN(descent.variables.map((each) => tf.sum(each))) as tf.Scalar).dispose()
  named
    .get('score_fr/bias')!
    .dataSync()
    .forEach((value, i) => expect(value).toBeCloseTo(before[i]! - 0.2, 6))
  expect([...named.get('conv1_1/kernel')!.dataSync()]).toEqual([...still])
  model.dispose()
})

test('nothing is left behind', () => {
  const weights = variable([1])
  const before = tf.memory().numTensors
  const sgd = new Sgd([weights], { learningRate: 0.1, momentum: 0.9 })
  const descent = new Descent([weights], [{ optimiser: sgd, multiplier: 1 }], { average: 0.9, clipNorm: 1 })
  const made = tf.memory().numTensors
  for (let step = 0; step < 3; step++) descent.minimise(() => tf.sum(tf.square(weights))).dispose()
  expect(tf.memory().numTensors).toBe(made)
  descent.dispose()
  expect(tf.memory().numTensors).toBe(before)
})
