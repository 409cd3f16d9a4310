import type { trainerAreas } from '#shared/ipc/children'
import type { AllHandlers } from '#shared/ipc/contract'
import { abortSignalOf } from '../abortSignalOf'
import { engineOptionsOf } from '../engineOptionsOf'
import { augmentingThreads } from './augmentingThreads'
import { RunControl } from './runControl'
import { trainRun } from './trainRun'

/** What a trainer child answers: one run, and the wishes of those who watch it. */
export function trainerHandlers(beat: (step: number) => void): AllHandlers<typeof trainerAreas> {
  const control = new RunControl()
  return {
    trainer: {
      run: (
        { runFolder, modelsFolder, plansFolder, preparedFolder, compute, plugins },
        { progress, signal },
      ) =>
        trainRun({
          ...{
            runFolder,
            modelsFolder,
            control,
            beat,
            plansFolder: plansFolder ?? null,
            preparedFolder: preparedFolder ?? null,
          },
          listen: progress,
          signal: abortSignalOf(signal),
          ...(plugins && { plugins }),
          ...(compute && { engine: engineOptionsOf(compute) }),
          workers: augmentingThreads(),
        }),
      pause: () => Promise.resolve(control.pause()),
      resume: () => Promise.resolve(control.resume()),
      stop: () => Promise.resolve(control.stop()),
    },
  }
}
