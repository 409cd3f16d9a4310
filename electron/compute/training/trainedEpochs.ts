import { join } from 'node:path'
import { filmBytes, filmFileName } from '#shared/domain/film'
import type { Experiment } from '#shared/domain/experiment'
import type { RegionId } from '#shared/domain/structures'
import type { FilmSlice } from '#shared/domain/training'
import { SeptumError } from '#shared/errors/SeptumError'
import { writeAtomic } from '#electron/workspace/atomicFile'
import { isStalled } from '#models/schedules/earlyStop'
import type { Segmenter } from '../segmenting/segmenter'
import type { Samples } from './batches'
import type { BatchSource } from './batchSource'
import type { Checkpoints, RunCounters } from './checkpoint'
import { trainedEpoch, type EpochOutcome, type EpochShell } from './epochLoop'
import { stepsPerEpoch } from './epochOrder'
import { learningRateAt } from './learningRate'
import type { PreparedVolume } from './preparedVolume'
import { measuredNorms } from './measuredNorms'
import { PhaseKeeper, phaseEnds, phaseRate } from './phases'
import { etaSeconds, isTimeUp, runProgress, type RunPlace } from './runClock'
import type { Trainer } from './trainer'
import { validated, type Validation } from './validation'
import { validationLoss } from './validationLoss'

/** What the epochs work on and with. */
export interface EpochsSetting {
  readonly training: Experiment['training']
  readonly channels: readonly RegionId[]
  readonly trainer: Trainer
  readonly segmenter: Segmenter
  readonly samples: { readonly train: Samples; readonly validation: Samples }
  /** Where the batches of an epoch come from. */
  readonly source: BatchSource
  readonly volumes: readonly PreparedVolume[]
  readonly film: readonly FilmSlice[]
  /** Pixel size of the prepared slices, mm. */
  readonly spacingMm: number
  readonly runFolder: string
  readonly checkpoints: Checkpoints
}

export const freshCounters: RunCounters = {
  epoch: 0,
  step: 0,
  seconds: 0,
  epochSeconds: [],
  bestEpoch: null,
  bestMeanDice: null,
  monitored: [],
}

/**
 * Trains from `counters` to the last epoch, to the end of the time budget or to the stop that was asked for. Each epoch
 * is validated when its turn has come, filmed, saved and told. Gives the counters at the end; the best is on the disk.
 */
export async function trainedEpochs(
  setting: EpochsSetting,
  from: RunCounters,
  shell: EpochShell,
): Promise<RunCounters> {
  const { training, trainer, samples, checkpoints } = setting
  const steps = stepsPerEpoch(samples.train.all.length, training.batch)
  const budgetSeconds = training.minutes === null ? null : training.minutes * 60
  let startedMs = shell.nowMs()
  const secondsNow = (): number => from.seconds + (shell.nowMs() - startedMs) / 1000
  const placeAt = (epochsDone: number): RunPlace => ({
    epochsDone,
    epochs: training.epochs,
    seconds: secondsNow(),
    budgetSeconds,
  })

  const phases = new PhaseKeeper(training, () => trainer.state())
  let counters = from
  const goesOn = (): boolean =>
    counters.epoch < training.epochs &&
    !isTimeUp(placeAt(counters.epoch)) &&
    !shell.control.stopped &&
    !isStalled(counters.monitored, training.earlyStopEpochs)
  while (goesOn()) {
    const epoch = counters.epoch + 1
    const epochFrom = secondsNow()
    const outcome = await trainedEpoch(
      trainer,
      samples.train,
      setting.source,
      {
        epoch,
        batch: training.batch,
        seed: training.seed,
        stepsBefore: counters.step,
        lastStep: phaseEnds(training).at(-1),
        learningRate: (share) =>
          training.phases
            ? phaseRate(training, counters.step + Math.round(share * steps), steps)
            : learningRateAt(
                training,
                runProgress(placeAt(epoch - 1 + share)),
                training.epochs * steps,
                steps,
                counters.monitored,
              ),
      },
      { ...shell, beat: (step) => (phases.after(step), shell.beat(step)) },
    )
    startedMs += outcome.pausedMs
    if (!outcome.complete && (counters.bestEpoch !== null || outcome.trainLoss === null)) break

    const isLast = !outcome.complete || epoch === training.epochs || isTimeUp(placeAt(epoch))
    const due = isLast || epoch % training.validateEvery === 0
    const validation = due ? await validatedEpoch(setting, epoch) : null
    const best = validation !== null && validation.meanDice > (counters.bestMeanDice ?? -1)
    const seconds = secondsNow() - epochFrom
    counters = {
      epoch,
      step: counters.step + outcome.steps,
      seconds: secondsNow(),
      epochSeconds: [...counters.epochSeconds, seconds].slice(-10),
      bestEpoch: best ? epoch : counters.bestEpoch,
      bestMeanDice: best ? validation.meanDice : counters.bestMeanDice,
      monitored: validation ? [...counters.monitored, validation.loss] : counters.monitored,
    }
    await phases.keepIn(checkpoints, counters)
    const checkpoint = { counters, arrays: trainer.state() }
    if (outcome.complete) await checkpoints.save(checkpoint)
    if (best) await checkpoints.saveBest({ counters, arrays: trainer.averagedState() })
    tellEpoch(outcome, validation, best, counters, placeAt(epoch), shell)
  }
  if (counters.bestEpoch === null)
    throw new SeptumError('CANCELLED', { what: 'The run, before its first step was done,' })
  return { ...counters, seconds: secondsNow() }
}

type EpochValidation = Validation & { readonly loss: number }

async function validatedEpoch(setting: EpochsSetting, epoch: number): Promise<EpochValidation> {
  const { trainer, segmenter, samples, volumes, channels, film, training, spacingMm, runFolder } = setting
  trainer.exchangeAverages()
  await measuredNorms(trainer, samples.train, training)
  const validation = await validated(volumes, segmenter, channels, film)
  const header = { columns: segmenter.side, rows: segmenter.side, spacingMm }
  await writeAtomic(join(runFolder, 'film', filmFileName(epoch)), filmBytes(header, validation.film))
  const loss = await validationLoss(trainer, samples.validation, Math.min(training.batch, trainer.atOnce))
  trainer.exchangeAverages()
  return { ...validation, loss }
}

function tellEpoch(
  { trainLoss, learningRate }: EpochOutcome,
  validation: EpochValidation | null,
  best: boolean,
  { epoch, step, epochSeconds }: RunCounters,
  place: RunPlace,
  { tell }: EpochShell,
): void {
  tell({
    type: 'epoch',
    epoch,
    step,
    learningRate,
    trainLoss: trainLoss ?? 0,
    validationLoss: validation?.loss ?? null,
    dice: validation?.dice ?? null,
    meanDice: validation?.meanDice ?? null,
    ...(validation && { softJaccard: validation.softJaccard, pixelAccuracy: validation.pixelAccuracy }),
    backgroundOnly: validation?.backgroundOnly ?? false,
    best,
    seconds: epochSeconds.at(-1) ?? 0,
    etaSeconds: etaSeconds(place, epochSeconds),
  })
}
