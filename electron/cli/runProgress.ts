import { regions, type RegionId } from '#shared/domain/structures'
import type { RunMessage } from '#shared/domain/training'
import type { Output } from './output'

/** Tells a run's news on the error stream: a bar for what goes on, a line for each epoch that was validated. */
export function runProgress(output: Output): (message: RunMessage) => void {
  let steps = { perEpoch: 0, total: 0 }
  return (message) => {
    switch (message.type) {
      case 'preparing':
        return output.progress(message.done, message.total, `preparing ${message.what}`)
      case 'started':
        steps = { perEpoch: message.stepsPerEpoch, total: message.stepsPerEpoch * message.epochs }
        return output.note(
          `${message.slices.train} slices of ${message.cases.train.length} cases; ${message.epochs} epochs of ` +
            `${message.stepsPerEpoch} steps; ${message.parameters.toLocaleString('en')} parameters; ${message.engine}`,
        )
      case 'step':
        return output.progress(
          (message.epoch - 1) * steps.perEpoch + message.step,
          steps.total,
          `epoch ${message.epoch}, loss ${message.loss.toFixed(3)}, ${message.msPerStep.toFixed(0)} ms a step`,
        )
      case 'epoch':
        return message.meanDice === null ? undefined : output.note(epochLine(message))
      case 'testing':
        return output.progress(message.done, message.total, 'testing')
      case 'note':
        return output.note(message.text)
      case 'paused':
      case 'resumed':
      case 'queued':
      case 'finished':
      case 'failed':
        return undefined
    }
  }
}

function epochLine(message: Extract<RunMessage, { type: 'epoch' }>): string {
  const dice = Object.entries(message.dice ?? {})
    .map(([region, value]) => `${regions[region as RegionId].name} ${value.toFixed(3)}`)
    .join(', ')
  const [soonest, latest] = message.etaSeconds
  const togo = latest > 0 ? `; ${clock(soonest)} to ${clock(latest)} to go` : ''
  const alarm = message.backgroundOnly ? '; predicts background only' : ''
  return `epoch ${message.epoch}: loss ${message.trainLoss.toFixed(3)}; Dice ${dice}${message.best ? ' (best)' : ''}${togo}${alarm}`
}

const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`
