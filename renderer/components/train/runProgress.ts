import type { RunRow } from '#shared/domain/training'

/** Steps done of all, 0 to 1. Below 1 until the last evaluation is written (R-TR-13). */
export function runProgress(run: Pick<RunRow, 'phase' | 'stepsDone' | 'stepsTotal'>): number {
  if (run.phase === 'finished') return 1
  if (run.stepsTotal <= 0) return 0
  return Math.min(0.99, run.stepsDone / run.stepsTotal)
}

/** Whole percent, never rounded up to 100. */
export const progressPercent = (run: Pick<RunRow, 'phase' | 'stepsDone' | 'stepsTotal'>): number =>
  Math.floor(runProgress(run) * 100)
