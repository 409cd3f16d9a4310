import type { Experiment } from '#shared/domain/experiment'
import { scheduleCatalogue } from '#models/schedules/catalogue'
import { warmUp } from '#models/schedules/warmUp'

/**
 * The learning rate when `progress` (0 to 1) of a run of `steps` steps lies behind it, and its validations gave the
 * losses `monitored`.
 */
export function learningRateAt(
  { learningRate, schedule, scheduleOptions, warmUpEpochs }: Experiment['training'],
  progress: number,
  steps: number,
  stepsPerEpoch: number,
  monitored: readonly number[] = [],
): number {
  const chosen = scheduleCatalogue[schedule].schedule(scheduleOptions)
  const warmed = warmUp(Math.round(warmUpEpochs * stepsPerEpoch), chosen)
  return learningRate * warmed({ step: progress * steps, steps, stepsPerEpoch, monitored })
}
