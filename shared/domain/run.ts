import type { RunId, RunMessage, RunPhase, RunRow } from './training'

type Queued = Extract<RunMessage, { type: 'queued' }>

/** A run as its first message makes it. */
export function queuedRun(id: RunId, { experiment }: Queued): RunRow {
  return {
    id,
    name: experiment.name,
    network: experiment.network.id,
    data: experiment.data.folder,
    phase: 'queued',
    epoch: 0,
    epochs: experiment.training.epochs,
    stepsDone: 0,
    stepsTotal: 0,
    bestEpoch: null,
    bestMeanDice: null,
    bestDice: null,
    startedAt: null,
    seconds: 0,
    etaSeconds: null,
    fault: null,
    model: null,
    heartbeat: null,
  }
}

const working: ReadonlySet<RunPhase> = new Set<RunPhase>(['preparing', 'training', 'testing'])

/**
 * The next state of a run. A finished run ignores late messages; one that failed or was interrupted goes on only after
 * `queued` or `resumed`. `seconds` counts the time at work: neither pauses nor the time between a crash and its resume.
 */
export function advance(run: RunRow, message: RunMessage): RunRow {
  if (run.phase === 'finished') return run
  const ended = run.phase === 'failed' || run.phase === 'interrupted'
  if (ended && message.type !== 'queued' && message.type !== 'resumed') return run

  const passed =
    run.heartbeat && working.has(run.phase) ? Date.parse(message.at) - Date.parse(run.heartbeat) : 0
  const told: RunRow = { ...run, heartbeat: message.at, seconds: run.seconds + Math.max(0, passed) / 1000 }
  const moved = (phase: RunPhase, more: Partial<RunRow> = {}): RunRow => ({ ...told, phase, ...more })

  switch (message.type) {
    case 'queued':
      return moved('queued', { fault: null })
    case 'preparing':
      return moved('preparing', { startedAt: run.startedAt ?? message.at })
    case 'started':
      return moved('training', {
        startedAt: run.startedAt ?? message.at,
        epochs: message.epochs,
        stepsTotal: message.stepsPerEpoch * message.epochs,
      })
    case 'step':
      return run.phase === 'paused' ? told : moved('training', stepped(told, message))
    case 'epoch':
      return { ...told, ...epochDone(told, message) }
    case 'paused':
      return moved('paused', { etaSeconds: null })
    case 'resumed':
      return moved('training', { fault: null })
    case 'testing':
      return moved('testing', { etaSeconds: null })
    case 'note':
      return told
    case 'finished':
      return moved('finished', { model: message.result.model, etaSeconds: null, fault: null })
    case 'failed':
      return moved(message.fault.code === 'COMPUTE_CRASHED' ? 'interrupted' : 'failed', {
        fault: message.fault,
        etaSeconds: null,
      })
  }
}

/** `step` counts from 1 within its epoch. */
function stepped(run: RunRow, { epoch, step }: Extract<RunMessage, { type: 'step' }>): Partial<RunRow> {
  const perEpoch = run.epochs > 0 ? run.stepsTotal / run.epochs : 0
  return { epoch, stepsDone: Math.max(run.stepsDone, Math.round((epoch - 1) * perEpoch) + step) }
}

function epochDone(run: RunRow, message: Extract<RunMessage, { type: 'epoch' }>): Partial<RunRow> {
  const perEpoch = run.epochs > 0 ? run.stepsTotal / run.epochs : 0
  const best = message.best
    ? { bestEpoch: message.epoch, bestMeanDice: message.meanDice, bestDice: message.dice }
    : {}
  return {
    epoch: message.epoch,
    stepsDone: Math.round(message.epoch * perEpoch),
    etaSeconds: message.etaSeconds,
    ...best,
  }
}

/** A run whose process ended without a word: what was at work can be resumed, the rest stays as it is. */
export function withoutProcess(run: RunRow): RunRow {
  return working.has(run.phase) || run.phase === 'paused'
    ? { ...run, phase: 'interrupted', etaSeconds: null }
    : run
}

/** The run that a list of messages tells; null when it does not begin with `queued`. */
export function runOf(id: RunId, messages: readonly RunMessage[]): RunRow | null {
  const [first, ...rest] = messages
  return first?.type === 'queued' ? rest.reduce(advance, queuedRun(id, first)) : null
}
