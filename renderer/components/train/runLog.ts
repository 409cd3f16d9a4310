import type { RunMessage } from '#shared/domain/training'
import { learnable, shortName } from './structureWords'

/** A sentence for vue-i18n: its key and what stands in it. */
export interface Words {
  readonly key: string
  readonly values: Readonly<Record<string, string | number>>
}
export interface LogLine extends Words {
  /** ISO time. */
  readonly at: string
  readonly level: 'info' | 'best' | 'warn' | 'error'
}

/** One human line of a run's log; null for news that only charts show. */
export function logLine(message: RunMessage): LogLine | null {
  const line = (key: string, values: Words['values'] = {}, level: LogLine['level'] = 'info'): LogLine => ({
    at: message.at,
    key: `train.log.${key}`,
    values,
    level,
  })
  switch (message.type) {
    case 'queued':
      return line('queued')
    case 'started':
      return line('started', {
        engine: message.engine,
        train: message.cases.train.length,
        validation: message.cases.validation.length,
        test: message.cases.test.length,
        slices: message.slices.train,
      })
    case 'epoch': {
      if (message.backgroundOnly) return line('epochBackground', { epoch: message.epoch }, 'warn')
      if (message.meanDice === null)
        return line('epochPlain', { epoch: message.epoch, loss: message.trainLoss.toFixed(3) })
      const each = learnable
        .filter((id) => message.dice?.[id] !== undefined)
        .map((id) => `${shortName[id]} ${message.dice![id]!.toFixed(3)}`)
        .join(', ')
      return line(
        message.best ? 'epochBest' : 'epoch',
        { epoch: message.epoch, dice: message.meanDice.toFixed(3), each },
        message.best ? 'best' : 'info',
      )
    }
    case 'paused':
      return line('paused', { epoch: message.epoch })
    case 'resumed':
      return line('resumed', { epoch: message.epoch })
    case 'note':
      return line('note', { text: message.text })
    case 'finished':
      return line(message.stopped ? 'stopped' : 'finished', { model: message.result.model }, 'best')
    case 'failed':
      return line('failed', { cause: message.fault.cause }, 'error')
    case 'preparing':
    case 'step':
    case 'testing':
      return null
  }
}

/** The newest lines first. */
export const logLines = (messages: readonly RunMessage[]): LogLine[] =>
  messages
    .map(logLine)
    .filter((line) => line !== null)
    .reverse()
