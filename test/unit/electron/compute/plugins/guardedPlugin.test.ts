import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, test } from 'vitest'
import { guardedPlugin } from '#electron/compute/plugins/guardedPlugin'
import type { LossPlugin, MetricPlugin, NetworkPlugin, Plugin } from '#models/plugins/contract'
import { pluginLoss } from '#models/plugins/pluginLoss'
import { pluginNetwork } from '#models/plugins/pluginNetwork'
import { pluginScore } from '#models/plugins/pluginScore'
import type { SeptumError } from '#shared/errors/SeptumError'

beforeAll(() => tf.setBackend('cpu'))

const common = { septum: 1, id: 'mine', title: 'Mine' } as const
const guarded = <P extends Plugin>(plugin: P): P => guardedPlugin(plugin, 0.2) as P

/** Answers once, and never again; what it catches does not save it. */
function once<T>(answer: T): () => T {
  let calls = 0
  return () => {
    if (calls++ === 0) return answer
    for (;;)
      try {
        for (;;);
      } catch {
        continue
      }
  }
}
const hung = (what: string) =>
  expect.objectContaining({
    code: 'PLUGIN_HUNG',
    message: expect.stringContaining(`mine did not answer: its ${what}`),
  })
const faultOf = (body: () => unknown): unknown => {
  try {
    return body()
  } catch (error) {
    return error
  }
}

describe('a plug-in that loops for ever on its second call is ended, by name and with a remedy', () => {
  test('a metric', () => {
    const answer = once(0.5)
    const metric: MetricPlugin = guarded({ ...common, kind: 'metric', direction: 'higher', measure: answer })
    const volume = {
      ...{ truth: new Uint8Array(1), mask: new Uint8Array(1), shape: [1, 1, 1] as const, case: 'patient007' },
      ...({ spacingMm: { x: 1, y: 1, z: 1 }, structure: 'lv-cavity', phase: 'ed' } as const),
    }
    expect(pluginScore(metric, volume)).toBe(0.5)
    const fault = faultOf(() => pluginScore(metric, volume))
    expect(fault).toEqual(hung('measure of patient007'))
    expect((fault as SeptumError).toFault().remedy).toContain('loop without an end')
  })

  test('a loss', () => {
    const zero = tf.scalar(0)
    const loss: LossPlugin = guarded({ ...common, kind: 'loss', loss: once(zero) })
    const tensors = {
      truth: tf.zeros([1, 4, 4, 1]),
      logits: tf.zeros([1, 4, 4, 1]),
      labelled: tf.ones<tf.Rank.R2>([1, 1]),
    }
    expect(tf.tidy(() => pluginLoss(loss)(tensors).dataSync()[0])).toBe(0)
    expect(faultOf(() => tf.tidy(() => pluginLoss(loss)(tensors)))).toEqual(hung('loss'))
    tf.dispose(tensors)
  })

  test('a network: in its build, and in a layer of its own long after it', () => {
    let loops = false
    class Slow extends tf.layers.Layer {
      static className = 'Slow'
      override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
        while (loops);
        return tf.clone([inputs].flat()[0]!)
      }
      override computeOutputShape(shape: tf.Shape): tf.Shape {
        return shape
      }
    }
    const build: NetworkPlugin['build'] = (tensorflow, shape, classes) => {
      while (loops);
      const image = tensorflow.input({ shape: [...shape] })
      const slow = new Slow({ name: 'slow' }).apply(image) as tf.SymbolicTensor
      const maps = tensorflow.layers.conv2d({ filters: classes, kernelSize: 1 }).apply(slow)
      const out = tensorflow.layers.activation({ activation: 'sigmoid' }).apply(maps) as tf.SymbolicTensor
      return tensorflow.model({ inputs: image, outputs: out })
    }
    const network: NetworkPlugin = guarded({ ...common, kind: 'network', build })
    const model = pluginNetwork(network, 8, 1, 1)
    const image = tf.zeros([1, 8, 8, 1])
    const answer = (): tf.Tensor => tf.tidy(() => model.apply(image) as tf.Tensor)
    expect(answer().shape).toEqual([1, 8, 8, 1])
    loops = true
    expect(faultOf(answer)).toEqual(hung('layer slow'))
    expect(faultOf(() => pluginNetwork(network, 8, 1, 1))).toEqual(hung('build'))
    model.dispose()
  })
})

test('what a guarded plug-in gives and throws passes as it is', () => {
  const own = new TypeError('mine')
  const metric = guarded<MetricPlugin>({
    ...{ ...common, kind: 'metric', direction: 'lower' },
    measure: () => {
      throw own
    },
  })
  expect(faultOf(() => metric.measure({ case: 'one' } as never))).toBe(own)
})
