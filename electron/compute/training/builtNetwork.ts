import type * as tf from '@tensorflow/tfjs'
import type { Experiment } from '#shared/domain/experiment'
import { idOfPlugin, isPluginName } from '#shared/domain/plugin'
import { preparedSide } from '#shared/domain/preparation'
import { notAllowed } from '#electron/workspace/plugins/placedPlugins'
import { networkCatalogue } from '#models/networks/catalogue'
import type { NetworkOptions } from '#models/networks/networkOptions'
import type { NetworkPlugin } from '#models/plugins/contract'
import { pluginNetwork } from '#models/plugins/pluginNetwork'
import { refuseOtherSizes } from '#models/networks/refuseOtherSizes'
import { seenSide } from './networkWindow'

/**
 * What the network of an experiment is built with: its settings, one grey channel, the prepared square or the part of it
 * that a network for volumes sees at a time, the structures.
 */
export function networkOptionsOf(experiment: Experiment): NetworkOptions {
  const { network, structures } = experiment
  const { id: _id, plan: _plan, minutes: _minutes, patch: _patch, ...settings } = network
  const seen = seenSide(experiment)
  return { ...settings, size: [seen, seen], channels: 1, classes: structures.length }
}

/**
 * The network of an experiment with its first weights, which its seed decides; `own`: that of its plug-in, which only the
 * run's own process loads. Throws SIZE_UNSUPPORTED, PLUGIN_FAILED, PLUGIN_NOT_ALLOWED.
 */
export function builtNetwork(experiment: Experiment, own: NetworkPlugin | null = null): tf.LayersModel {
  const { id, depth } = experiment.network
  if (isPluginName(id)) {
    if (!own) throw notAllowed(idOfPlugin(id), 'its network is built by the process of its own run alone')
    const { preparation, structures, training } = experiment
    return pluginNetwork(own, preparedSide(preparation), structures.length, training.seed)
  }
  const { nearestSize, build } = networkCatalogue[id]
  const options = networkOptionsOf(experiment)
  refuseOtherSizes(id, options.size, nearestSize(options.size, depth))
  return build({ ...options, seed: experiment.training.seed })
}
