import type { Experiment } from '#shared/domain/experiment'
import { preparedSide } from '#shared/domain/preparation'
import type { BatchOptions } from './batches'
import { networkWindow } from './networkWindow'

/** What a run feeds its network with, beside the volumes. */
export function batchOptions(experiment: Experiment): BatchOptions {
  const { preparation, structures, training } = experiment
  return {
    side: preparedSide(preparation),
    window: networkWindow(experiment),
    channels: structures,
    augmentation: training.augmentation,
    seed: training.seed,
  }
}
