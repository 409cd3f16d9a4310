import type { Schedule } from './schedule'

/** A schedule that is looked at only at every so manieth step, as S1's program does with ten (networks.md C2). */
export const every =
  (steps: number, schedule: Schedule): Schedule =>
  (progress) =>
    schedule({ ...progress, step: Math.floor(progress.step / steps) * steps })
