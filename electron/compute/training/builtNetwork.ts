import type * as tf from '@tensorflow/tfjs'
import type { Experiment } from '#shared/domain/experiment'
import { preparedSide } from '#shared/domain/preparation'
import { networkCatalogue } from '#models/networks/catalogue'
import type { NetworkOptions } from '#models/networks/networkOptions'
import { refuseOtherSizes } from '#models/networks/refuseOtherSizes'

/**
 * What the network of an experiment is built with: its settings, one grey channel, the prepared square or the part of it
 * that a network for volumes sees at a time, the structures.
 */
export function networkOptionsOf({ network, preparation, structures }: Experiment): NetworkOptions {
  const { id: _id, plan: _plan, minutes: _minutes, patch, ...settings } = network
  const side = preparedSide(preparation)
  const seen = Math.min(patch ?? side, side)
  return { ...settings, size: [seen, seen], channels: 1, classes: structures.length }
}

/** The network of an experiment with its first weights, which its seed decides. Throws SIZE_UNSUPPORTED. */
export function builtNetwork(experiment: Experiment): tf.LayersModel {
  const { id, depth } = experiment.network
  const { nearestSize, build } = networkCatalogue[id]
  const options = networkOptionsOf(experiment)
  refuseOtherSizes(id, options.size, nearestSize(options.size, depth))
  return build({ ...options, seed: experiment.training.seed })
}
