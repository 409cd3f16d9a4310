import type { EpochMessage, RunMessage, StartedMessage } from '#shared/domain/training'
import type { Experiment } from '#shared/domain/experiment'

type Of<T extends RunMessage['type']> = Extract<RunMessage, { type: T }>

/** What one run has told, sorted for charts and log. Messages come in the order of time. */
export interface RunHistory {
  readonly experiment: Experiment | null
  readonly started: StartedMessage | null
  readonly preparing: Of<'preparing'> | null
  readonly testing: Of<'testing'> | null
  readonly epochs: readonly EpochMessage[]
  readonly steps: readonly Of<'step'>[]
  /** Everything that reads as a line of the log: all but steps and progress. */
  readonly lines: readonly RunMessage[]
  readonly finished: Of<'finished'> | null
}

export const emptyHistory: RunHistory = {
  experiment: null,
  started: null,
  preparing: null,
  testing: null,
  epochs: [],
  steps: [],
  lines: [],
  finished: null,
}

const keptSteps = 2000

/** The history with one more message. A resumed run tells an epoch again: the later one counts. */
export function told(history: RunHistory, message: RunMessage): RunHistory {
  const lines = [...history.lines, message]
  switch (message.type) {
    case 'queued':
      return { ...history, experiment: message.experiment, lines }
    case 'preparing':
      return { ...history, preparing: message }
    case 'started':
      return { ...history, started: message, preparing: null, lines }
    case 'step':
      return { ...history, steps: thinned([...history.steps, message]) }
    case 'epoch':
      return {
        ...history,
        epochs: [...history.epochs.filter(({ epoch }) => epoch < message.epoch), message],
        lines,
      }
    case 'testing':
      return { ...history, testing: message }
    case 'finished':
      return { ...history, finished: message, testing: null, lines }
    case 'paused':
    case 'resumed':
    case 'note':
    case 'failed':
      return { ...history, lines }
  }
}

export const historyOf = (messages: readonly RunMessage[]): RunHistory => messages.reduce(told, emptyHistory)

/** Every second step goes when there are more than a chart can show. */
const thinned = <T>(steps: readonly T[]): readonly T[] =>
  steps.length <= keptSteps ? steps : steps.filter((_, i) => i % 2 === 0 || i === steps.length - 1)

/** The best epoch told so far, by mean Dice of whole validation cases. */
export function bestEpoch(history: RunHistory): EpochMessage | null {
  let best: EpochMessage | null = null
  for (const epoch of history.epochs)
    if (epoch.meanDice !== null && epoch.meanDice > (best?.meanDice ?? -1)) best = epoch
  return best
}
