import type { Experiment } from '#shared/domain/experiment'
import type { Fault } from '#shared/errors/result'
import { withSetting } from './settingPath'

/** One way on after a run has stopped by itself. `relaunch` starts the experiment given; the first way is the best one. */
export type WayOn =
  | {
      readonly kind: 'relaunch'
      readonly change: 'batch' | 'rate'
      readonly value: number
      readonly experiment: Experiment
    }
  | { readonly kind: 'continue'; readonly fromEpoch: number }
  | { readonly kind: 'change' }

/** Three ways on at most, best first: mend the setting that stopped it, go on from the checkpoint, change it by hand. */
export function waysOn(fault: Fault, experiment: Experiment | null, checkpointEpoch: number): WayOn[] {
  const mended = experiment && mendedExperiment(fault.code, experiment)
  const goOn: WayOn[] = checkpointEpoch > 0 ? [{ kind: 'continue', fromEpoch: checkpointEpoch }] : []
  return [...(mended ? [mended] : []), ...goOn, { kind: 'change' }]
}

function mendedExperiment(code: string, experiment: Experiment): WayOn | null {
  const relaunch = (change: 'batch' | 'rate', path: string, value: number): WayOn | null => {
    const next = withSetting(experiment, path, value)
    return next && { kind: 'relaunch', change, value, experiment: next }
  }
  const { batch, learningRate } = experiment.training
  if (code === 'MEMORY_SHORT' && batch > 1) return relaunch('batch', 'training.batch', Math.floor(batch / 2))
  if (code === 'TRAINING_DIVERGED')
    return relaunch('rate', 'training.learningRate', Number((learningRate / 10).toPrecision(3)))
  return null
}
