import type { RunRow } from '#shared/domain/training'
import type { RunHistory } from './runHistory'

export type RunAlarm =
  | { readonly kind: 'no-progress'; readonly seconds: number }
  | { readonly kind: 'background-only'; readonly epochs: number }
  | { readonly kind: 'interrupted' }

/** Longest silence that is no alarm: 60 s, or five times the median step (R-TR-6). Milliseconds. */
export function silenceAllowedMs(history: RunHistory): number {
  const times = history.steps.map((step) => step.msPerStep).sort((a, b) => a - b)
  return Math.max(60_000, 5 * (times[Math.floor(times.length / 2)] ?? 0))
}

/** What the reader should be told of a run that goes on. `now` in ms since 1970. A failed run has a screen of its own. */
export function runAlarms(run: RunRow, history: RunHistory, now: number): RunAlarm[] {
  const alarms: RunAlarm[] = []
  if (run.phase === 'interrupted') alarms.push({ kind: 'interrupted' })
  if ((run.phase === 'training' || run.phase === 'testing') && run.heartbeat) {
    const silentMs = now - Date.parse(run.heartbeat)
    if (silentMs > silenceAllowedMs(history))
      alarms.push({ kind: 'no-progress', seconds: Math.round(silentMs / 1000) })
  }
  const scored = history.epochs.filter((epoch) => epoch.meanDice !== null || epoch.backgroundOnly)
  const trailing = scored.length - 1 - scored.findLastIndex((epoch) => !epoch.backgroundOnly)
  if (trailing >= 3 && run.phase !== 'finished') alarms.push({ kind: 'background-only', epochs: trailing })
  return alarms
}
