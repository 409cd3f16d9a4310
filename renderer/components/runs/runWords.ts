import type { RunRow } from '#shared/domain/training'

export type RunTone = 'plain' | 'going' | 'ok' | 'warn' | 'err'

/** Icon's tone and key of the word for a run's phase. A failed run is named by its fault elsewhere. */
export function runTone(phase: RunRow['phase']): RunTone {
  switch (phase) {
    case 'queued':
    case 'paused':
      return 'plain'
    case 'preparing':
    case 'training':
    case 'testing':
      return 'going'
    case 'finished':
      return 'ok'
    case 'interrupted':
      return 'warn'
    case 'failed':
      return 'err'
  }
}
