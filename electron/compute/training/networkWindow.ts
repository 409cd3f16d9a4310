import type { Experiment } from '#shared/domain/experiment'
import { networkSettings, volumeNetworks } from '#shared/domain/networkSettings'
import { isPluginName } from '#shared/domain/plugin'
import { preparedSide } from '#shared/domain/preparation'
import type { Size3 } from '../segmenting/slidingWindow'

type Part = Pick<Experiment, 'network' | 'preparation'>

/** Side of what a network sees at a time, pixels: the prepared square, or the part of it that was asked for. */
export function seenSide({ network, preparation }: Part): number {
  const side = preparedSide(preparation)
  return Math.min(network.patch ?? side, side)
}

/** What a network for volumes sees at a time; null: the network reads slices one by one. */
export function networkWindow(experiment: Part): Size3 | null {
  const { id, slices } = experiment.network
  if (isPluginName(id) || !volumeNetworks.has(id)) return null
  const side = seenSide(experiment)
  return [slices ?? networkSettings[id].slices ?? 1, side, side]
}
