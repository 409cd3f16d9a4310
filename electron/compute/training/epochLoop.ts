import { SeptumError } from '#shared/errors/SeptumError'
import { breathe } from '../breathe'
import type { Samples } from './batches'
import type { BatchSource } from './batchSource'
import { epochOrder, stepsPerEpoch } from './epochOrder'
import type { RunNews } from './eventLog'
import type { RunControl } from './runControl'
import { sturdyStep } from './sturdyStep'
import type { Trainer } from './trainer'

export interface EpochOptions {
  readonly epoch: number
  readonly batch: number
  readonly seed: number
  /** Steps done before this epoch. */
  readonly stepsBefore: number
  /** The run's last step, which may lie within the epoch; left out: the epoch's own. */
  readonly lastStep?: number | undefined
  /** Rate of a step, by the share of the epoch that lies behind it. */
  readonly learningRate: (shareOfEpoch: number) => number
}

export interface EpochShell {
  readonly tell: (news: RunNews) => void
  readonly beat: (step: number) => void
  readonly control: RunControl
  readonly signal: AbortSignal
  /** Milliseconds of a clock that never goes back. */
  readonly nowMs: () => number
}

export interface EpochOutcome {
  /** Mean over the steps done; null when not one was done. */
  readonly trainLoss: number | null
  readonly steps: number
  /** Of the last step that was done. */
  readonly learningRate: number
  /** False: stopped on the way. */
  readonly complete: boolean
  /** Milliseconds spent waiting in a pause. */
  readonly pausedMs: number
  /** Milliseconds that steps waited for their batches. */
  readonly waitedMs: number
}

/**
 * One pass over the training slices. Looks for pause, stop and cancel before every step, so that each takes effect
 * within one step. Throws TRAINING_DIVERGED at the first loss that is not a number, CANCELLED when it is aborted.
 */
export async function trainedEpoch(
  trainer: Trainer,
  samples: Pick<Samples, 'all' | 'nameOf'>,
  source: BatchSource,
  options: EpochOptions,
  shell: EpochShell,
): Promise<EpochOutcome> {
  const { epoch, batch, seed, stepsBefore } = options
  const { tell, beat, control, signal, nowMs } = shell
  const steps = stepsPerEpoch(samples.all.length, batch)
  const wanted = Math.min(steps, (options.lastStep ?? Infinity) - stepsBefore)
  let sum = 0
  let done = 0
  let lastRate = 0
  let pausedMs = 0
  let waitedMs = 0
  const order = epochOrder(samples.all.length, batch, seed, epoch).slice(0, wanted)
  const batches = source.epoch(order, epoch)
  for (const numbers of order) {
    pausedMs += await waitedWhilePaused(epoch, shell)
    if (signal.aborted) throw new SeptumError('CANCELLED', { what: 'The run' })
    if (control.stopped) break
    const startedMs = nowMs()
    const fed = await batches.next()
    if (fed.done) throw new Error('the source of batches ended before the epoch')
    waitedMs += nowMs() - startedMs
    const step = stepsBefore + done + 1
    const learningRate = options.learningRate(done / steps)
    const note = (text: string): void => tell({ type: 'note', text })
    const loss = sturdyStep(trainer, fed.value, learningRate, step, note)
    if (!Number.isFinite(loss)) {
      const cause = new Error(`Batch: ${numbers.map((number) => samples.nameOf(number)).join(', ')}`)
      throw new SeptumError('TRAINING_DIVERGED', { epoch, step }, { cause })
    }
    sum += loss
    done++
    lastRate = learningRate
    beat(step)
    tell({ type: 'step', epoch, step, loss, learningRate, msPerStep: nowMs() - startedMs })
    await breathe()
  }
  await batches.return()
  const trainLoss = done ? sum / done : null
  return { trainLoss, steps: done, learningRate: lastRate, complete: done === wanted, pausedMs, waitedMs }
}

async function waitedWhilePaused(epoch: number, shell: EpochShell): Promise<number> {
  const { tell, control, signal, nowMs } = shell
  if (!control.paused || signal.aborted) return 0
  const fromMs = nowMs()
  tell({ type: 'paused', epoch })
  const wake = () => control.wakeUp()
  signal.addEventListener('abort', wake)
  await control.untilAwake()
  signal.removeEventListener('abort', wake)
  if (!control.stopped && !signal.aborted) tell({ type: 'resumed', epoch })
  return nowMs() - fromMs
}
