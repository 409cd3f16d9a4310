import * as tf from '@tensorflow/tfjs'
import { logitsOf } from '../networks/logits'
import type { LossPlugin, MetricPlugin, NetworkPlugin, Plugin } from './contract'
import { pluginFailed } from './pluginFault'
import { pluginLoss } from './pluginLoss'
import { pluginNetwork } from './pluginNetwork'
import { pluginScore } from './pluginScore'

/** Uses a plug-in once on small data with a known answer. Throws PLUGIN_FAILED with what is wrong with it. */
export function tryPlugin(plugin: Plugin): void {
  switch (plugin.kind) {
    case 'loss':
      return tf.tidy(() => tryLoss(plugin))
    case 'metric':
      return tryMetric(plugin)
    case 'network':
      return tryNetwork(plugin)
  }
}

const finite = (tensor: tf.Tensor): boolean => tensor.dataSync().every((value) => Number.isFinite(value))

function tryLoss(plugin: LossPlugin): void {
  const { id } = plugin
  const shape = [2, 8, 8, 3]
  const logits = tf.randomNormal(shape, 0, 1, 'float32', 7)
  const truths = {
    'a truth with every structure': tf.greater(tf.randomUniform(shape, 0, 1, 'float32', 8), 0.5),
    'an empty truth': tf.zeros(shape),
  }
  for (const [name, truth] of Object.entries(truths)) {
    const comparison = { truth: tf.cast(truth, 'float32'), labelled: tf.ones<tf.Rank.R2>([2, 3]) }
    const slope = tf.valueAndGrad((x: tf.Tensor) => pluginLoss(plugin)({ ...comparison, logits: x }))
    let found
    try {
      found = slope(logits)
    } catch (error) {
      if (error instanceof Error && /gradient|connected/i.test(error.message) && !('code' in error))
        throw pluginFailed(id, 'its loss has no gradient with respect to the prediction', error)
      throw error
    }
    if (!finite(found.value)) throw pluginFailed(id, `its loss of ${name} is not finite`)
    if (!finite(found.grad)) throw pluginFailed(id, `the gradient of its loss of ${name} is not finite`)
    if (name !== 'an empty truth' && found.grad.dataSync().every((value) => value === 0))
      throw pluginFailed(id, 'the gradient of its loss is nought everywhere')
  }
}

function tryMetric(plugin: MetricPlugin): void {
  const ball = (from: number, to: number) =>
    Uint8Array.from({ length: 3 * 8 * 8 }, (_, at) => (at % 64 >= from && at % 64 < to ? 1 : 0))
  const volume = {
    ...{ shape: [3, 8, 8] as const, spacingMm: { x: 1.5, y: 1.5, z: 10 } },
    ...({ structure: 'lv-cavity', phase: 'ed', case: 'a trial' } as const),
  }
  for (const [truth, mask] of [
    [ball(16, 40), ball(16, 40)],
    [ball(16, 40), ball(24, 48)],
    [ball(0, 0), ball(8, 16)],
    [ball(0, 0), ball(0, 0)],
  ] as const)
    pluginScore(plugin, { ...volume, truth, mask })
}

function tryNetwork(plugin: NetworkPlugin): void {
  const model = pluginNetwork(plugin, 64, 3, 1)
  try {
    tf.tidy(() => {
      const answer = logitsOf(model).apply(tf.randomNormal([1, 64, 64, 1], 0, 1, 'float32', 7)) as tf.Tensor
      if (!finite(answer)) throw pluginFailed(plugin.id, 'its answer to random pixels is not finite')
    })
  } finally {
    model.dispose()
  }
}
