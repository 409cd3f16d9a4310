/** Frames a second that are assumed when the source has no reliable times. */
export const assumedFps = 20

/**
 * Length of one heart cycle, ms: the last phase lasts as long as the mean of the others. Null times: the assumed rate.
 */
export function cycleMs(timesMs: readonly number[] | null, phases: number): number {
  const last = timesMs?.at(-1)
  if (last === undefined || last <= 0 || phases < 2) return (phases * 1000) / assumedFps
  return (last * phases) / (phases - 1)
}

/** The phase on show `elapsedMs` after `from` was, by the clock and not by the screen's refreshes (X30). */
export function cinePhase(
  timesMs: readonly number[] | null,
  phases: number,
  from: number,
  elapsedMs: number,
): number {
  const length = cycleMs(timesMs, phases)
  const startMs = timesMs?.[from] ?? (from * length) / phases
  const at = (startMs + elapsedMs) % length
  if (!timesMs) return Math.min(phases - 1, Math.floor((at * phases) / length))
  const next = timesMs.findIndex((time) => time > at)
  return next < 0 ? phases - 1 : Math.max(0, next - 1)
}
