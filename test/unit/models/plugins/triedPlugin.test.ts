import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, test } from 'vitest'
import type { LossPlugin, MetricPlugin, NetworkPlugin, Plugin } from '#models/plugins/contract'
import { readPlugin } from '#models/plugins/readPlugin'
import { tryPlugin } from '#models/plugins/triedPlugin'
import { SeptumError } from '#shared/errors/SeptumError'

beforeAll(() => tf.setBackend('cpu'))

const faultOf = (body: () => unknown): string => {
  try {
    body()
  } catch (error) {
    if (error instanceof SeptumError) return `${error.code}: ${error.message}`
    throw error
  }
  return 'no fault'
}
const common = { septum: 1, id: 'mine', title: 'Mine' } as const
const lossOf = (loss: (...given: never[]) => unknown): Plugin =>
  ({ ...common, kind: 'loss', loss }) as unknown as LossPlugin
const metricOf = (measure: () => unknown): Plugin =>
  ({ ...common, kind: 'metric', direction: 'lower', measure }) as unknown as MetricPlugin
const networkOf = (build: (...given: never[]) => unknown): Plugin =>
  ({ ...common, kind: 'network', build }) as unknown as NetworkPlugin

describe('a plug-in that cannot be used is told why before a run begins', () => {
  test.each([
    [
      'throws',
      () => {
        throw new Error('out of ideas')
      },
      'its loss says: out of ideas',
    ],
    [
      'throws what is no error',
      () => {
        throw 7
      },
      'its loss says: something else than an Error',
    ],
    ['gives a number', () => 3, 'its loss gives no tensor'],
    [
      'gives one number an image',
      (_: unknown, t: tf.Tensor) => tf.sum(t, [1, 2, 3]),
      'gives [2], and a scalar',
    ],
    [
      'divides by nought',
      (_: unknown, t: tf.Tensor, p: tf.Tensor) => tf.div(tf.sum(p), tf.sum(t)),
      'of an empty truth is not finite',
    ],
    [
      'is not finite',
      (_: unknown, t: tf.Tensor, p: tf.Tensor) => tf.sum(tf.log(tf.sub(tf.mul(p, t), 2))),
      'is not finite',
    ],
    ['has no gradient', () => tf.scalar(1), 'has no gradient'],
    [
      'has a gradient of nought',
      (_tf: unknown, _truth: tf.Tensor, p: tf.Tensor) => tf.sum(tf.mul(p, 0)),
      'gradient of its loss is nought',
    ],
  ])('a loss that %s', (_name, loss, words) => {
    expect(faultOf(() => tryPlugin(lossOf(loss as never)))).toMatch(/^PLUGIN_FAILED/)
    expect(faultOf(() => tryPlugin(lossOf(loss as never)))).toContain(words)
  })

  test.each([
    [
      'throws',
      () => {
        throw new Error('no')
      },
      'its measure of a trial says: no',
    ],
    ['gives no number', () => 'good', 'gives good, and a finite number or null'],
    ['is infinite', () => 1 / 0, 'gives Infinity'],
    ['is not a number', () => NaN, 'gives NaN'],
  ])('a metric that %s', (_name, measure, words) => {
    expect(faultOf(() => tryPlugin(metricOf(measure)))).toContain(words)
  })

  const image = () => tf.input({ shape: [64, 64, 1] })
  const scored = (filters: number, activation: 'sigmoid' | 'softmax' | 'relu', input = image()) => {
    const scores = tf.layers.conv2d({ filters, kernelSize: 1 }).apply(input) as tf.SymbolicTensor
    return tf.model({
      inputs: input,
      outputs: tf.layers.activation({ activation }).apply(scores) as tf.SymbolicTensor,
    })
  }
  test.each([
    ['is no network', () => ({}), 'gives no LayersModel'],
    [
      'takes another size',
      () => scored(3, 'sigmoid', tf.input({ shape: [32, 32, 1] })),
      'its input is 32 × 32 × 1',
    ],
    [
      'has no background for its softmax',
      () => scored(3, 'softmax'),
      'softmax for 3 structures is 64 × 64 × 4',
    ],
    ['ends in another activation', () => scored(3, 'relu'), 'not one activation layer'],
    [
      'has nothing to train',
      () => {
        const input = image()
        const three = tf.layers.concatenate().apply([input, input, input]) as tf.SymbolicTensor
        return tf.model({
          inputs: input,
          outputs: tf.layers.activation({ activation: 'sigmoid' }).apply(three) as tf.SymbolicTensor,
        })
      },
      'no weights to train',
    ],
  ])('a network that %s', (_name, build, words) => {
    expect(faultOf(() => tryPlugin(networkOf(build as never)))).toContain(words)
  })

  test('sound ones pass: a metric may have no number for a volume, a network may end in either activation', () => {
    expect(faultOf(() => tryPlugin(metricOf(() => null)))).toBe('no fault')
    expect(faultOf(() => tryPlugin(networkOf(() => scored(4, 'softmax'))))).toBe('no fault')
    expect(faultOf(() => tryPlugin(networkOf(() => scored(3, 'sigmoid'))))).toBe('no fault')
  })

  test.each([
    [null, 'no object'],
    [{ default: 3 }, 'no object'],
    [{ default: { septum: 2 } }, 'its `septum` is not 1'],
    [{ default: { ...common, id: '../up', kind: 'loss', loss: () => 1 } }, 'its id'],
    [{ default: { ...common, kind: 'layer' } }, 'its kind'],
    [{ default: { ...common, kind: 'loss' } }, 'needs a function `loss`'],
    [{ default: { ...common, kind: 'metric', measure: () => 1 } }, 'needs a `direction`'],
  ])('a module that does not keep the contract: %j', (module, words) => {
    const fault = faultOf(() => readPlugin(module, 'mine.js'))
    expect(fault).toMatch(/^PLUGIN_INVALID/)
    expect(fault).toContain(words)
  })
})
