import type { Schedule } from './schedule'

/** Rises evenly to the whole rate over the first `warmSteps` steps, then follows `schedule` over the rest of the run. */
export const warmUp =
  (warmSteps: number, schedule: Schedule): Schedule =>
  (progress) => {
    const { step, steps } = progress
    if (step < warmSteps) return (step + 1) / (warmSteps + 1)
    return schedule({ ...progress, step: step - warmSteps, steps: Math.max(1, steps - warmSteps) })
  }
