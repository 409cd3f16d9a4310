/** Where a run stands between its first and its last step. */
export interface RunPlace {
  /** Epochs finished, with the part of the one under way. */
  readonly epochsDone: number
  readonly epochs: number
  /** Seconds trained so far, pauses left out, those before a resume counted. */
  readonly seconds: number
  /** The budget of `training.minutes`, in seconds; null = none. */
  readonly budgetSeconds: number | null
}

/**
 * Share of the run that is behind us, 0 to 1: by epochs or by time, whichever is further, so that a decaying learning
 * rate reaches its end even when the time is up before the epochs are.
 */
export function runProgress({ epochsDone, epochs, seconds, budgetSeconds }: RunPlace): number {
  const byTime = budgetSeconds === null ? 0 : seconds / budgetSeconds
  return Math.min(1, Math.max(epochsDone / epochs, byTime))
}

/** Seconds still to train, as a range from the fastest and the slowest of the last epochs (R-TR-1's honesty about time). */
export function etaSeconds(place: RunPlace, lastEpochSeconds: readonly number[]): [number, number] {
  const left = Math.max(0, place.epochs - place.epochsDone)
  const timed = lastEpochSeconds.slice(-5)
  if (left === 0 || timed.length === 0) return [0, 0]
  // The last epoch that starts within the budget is finished, hence at most one epoch over it.
  const within = (epochSeconds: number) =>
    place.budgetSeconds === null
      ? left * epochSeconds
      : Math.min(left * epochSeconds, Math.max(0, place.budgetSeconds - place.seconds) + epochSeconds)
  return [0.95 * within(Math.min(...timed)), 1.05 * within(Math.max(...timed))]
}

/** True when no further epoch may begin. */
export const isTimeUp = ({ seconds, budgetSeconds }: RunPlace): boolean =>
  budgetSeconds !== null && seconds >= budgetSeconds
