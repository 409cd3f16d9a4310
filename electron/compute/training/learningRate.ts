import type { Experiment } from '#shared/domain/experiment'
import { scheduleCatalogue } from '#models/schedules/catalogue'
import { warmUp } from '#models/schedules/warmUp'

/** The learning rate when `progress` (0 to 1) of a run of `steps` steps lies behind it. */
export function learningRateAt(
  { learningRate, schedule, warmUpEpochs }: Experiment['training'],
  progress: number,
  steps: number,
  stepsPerEpoch: number,
): number {
  const warmed = warmUp(Math.round(warmUpEpochs * stepsPerEpoch), scheduleCatalogue[schedule].schedule)
  return learningRate * warmed({ step: progress * steps, steps, monitored: [] })
}
