import * as tf from '@tensorflow/tfjs'
import { channels, perMap } from '../losses/channels'
import type { Loss, LossOptions } from '../losses/loss'
import type { LossPlugin } from './contract'
import { called, pluginFailed } from './pluginFault'

/** A plug-in's loss as the others are. Throws PLUGIN_FAILED when it throws, or gives something else than a scalar. */
export function pluginLoss({ id, loss }: LossPlugin, options: LossOptions = {}): Loss {
  return (comparison) => {
    const { probability, truth, counted } = channels(comparison, false)
    const here = tf.mul(probability, perMap(counted, probability))
    const value: unknown = called(id, 'loss', () => loss(tf, truth, here, { ...options, labelled: counted }))
    if (!(value instanceof tf.Tensor)) throw pluginFailed(id, 'its loss gives no tensor')
    if (value.rank !== 0)
      throw pluginFailed(id, `its loss gives [${value.shape.join(', ')}], and a scalar is wanted`)
    return value as tf.Scalar
  }
}
