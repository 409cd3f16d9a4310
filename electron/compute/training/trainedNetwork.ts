import { join } from 'node:path'
import type * as tf from '@tensorflow/tfjs'
import { preparedSide } from '#shared/domain/preparation'
import { ratesOfStart } from '#shared/domain/startFrom'
import { machineMemory } from '#electron/workspace/machineMemory'
import { stepsOf } from '#models/augmentation/augmented'
import type { LossPlugin } from '#models/plugins/contract'
import type { Segmenter } from '../segmenting/segmenter'
import { batchOptions } from './batchOptions'
import { Samples } from './batches'
import { batchesInTurn, type BatchSource } from './batchSource'
import { Checkpoints } from './checkpoint'
import type { EpochShell } from './epochLoop'
import { stepsPerEpoch } from './epochOrder'
import type { EventLog } from './eventLog'
import { filmSlices } from './film'
import { fittingSteps } from './fittingSteps'
import { phaseName, withPhaseEpochs } from './phases'
import { slicesOf, type RunData } from './runData'
import { partNames, type RunPlan } from './runPlan'
import type { RunRequest } from './runRequest'
import { sharedVolumes, ThreadedBatches } from './threadedBatches'
import { freshCounters, trainedEpochs } from './trainedEpochs'
import { Trainer } from './trainer'

/** What a training starts from. */
export interface Prepared {
  readonly plan: RunPlan
  readonly data: RunData
  readonly network: tf.LayersModel
  readonly segmenter: Segmenter
  readonly engine: string
  /** Resident memory before the network was built. */
  readonly beforeBytes: number
  readonly ownLoss: LossPlugin | null
}

/** Trains the network and leaves the best epoch's weights in it, or the last phase's; goes on from the last checkpoint. */
export async function trainedNetwork(
  { plan, data, network, segmenter, engine, beforeBytes, ownLoss }: Prepared,
  request: RunRequest,
  log: EventLog,
): Promise<{ bestEpoch: number; seconds: number }> {
  const { experiment, parts } = plan
  const { structures, preparation } = experiment
  const { layerRates, startFrom } = experiment.training
  const asked = { ...experiment.training, layerRates: ratesOfStart(layerRates, startFrom) }
  const side = preparedSide(preparation)
  const options = batchOptions(experiment)
  const { workers } = request
  const threads = workers && stepsOf(asked.augmentation).length > 0 ? workers.count : 0
  const train = threads > 0 ? sharedVolumes(data.train) : data.train
  const samples = {
    train: new Samples(train, options),
    validation: new Samples(data.validation, options),
  }
  const ignoring = samples.train.ignoring || samples.validation.ignoring
  const trainer = new Trainer(network, side, structures.length, asked, ownLoss, ignoring)
  let source: BatchSource | null = null
  try {
    const checkpoints = new Checkpoints(join(request.runFolder, 'checkpoints'))
    const last = await checkpoints.last()
    if (last) trainer.restore(last.arrays)
    const spacingMm = data.train[0]!.record.prepared.spacingMm.x
    const steps = stepsPerEpoch(samples.train.all.length, asked.batch)
    const training = withPhaseEpochs(asked, steps)
    const film = filmSlices(data.validation)
    const { freeBytes } = (request.memory ?? machineMemory)()
    const heldBytes = process.memoryUsage().rss
    const batch = Math.min(training.batch, samples.train.all.length)
    const fitted = fittingSteps(trainer, segmenter, batch, { beforeBytes, heldBytes, freeBytes })
    log.tell({
      type: 'started',
      engine,
      stepsPerEpoch: steps,
      epochs: training.epochs,
      parameters: network.countParams(),
      cases: partNames(parts),
      slices: { train: slicesOf(data.train), validation: slicesOf(data.validation) },
      film,
      ...(fitted.neededBytes !== null && { memoryBytes: fitted.neededBytes }),
    })
    if (fitted.note) log.tell({ type: 'note', text: fitted.note })
    if (last)
      log.tell({ type: 'note', text: `Goes on after epoch ${last.counters.epoch}, from its checkpoint.` })
    const shell: EpochShell = {
      tell: (news) => log.tell(news),
      beat: (step) => request.beat?.(step),
      control: request.control,
      signal: request.signal,
      nowMs: () => performance.now(),
    }
    source =
      workers && threads > 0
        ? new ThreadedBatches(train, options, workers.program, threads)
        : batchesInTurn(samples.train)
    const setting = {
      ...{ training, channels: structures, trainer, segmenter, samples, source, volumes: data.validation },
      ...{ film, spacingMm, runFolder: request.runFolder, checkpoints },
    }
    const counters = await trainedEpochs(setting, last?.counters ?? freshCounters, shell)
    // a run with phases ends with the weights of the last one's end; one that was stopped before it, with the best
    const { phases } = training
    const end = phases ? await checkpoints.kept(phaseName(training, phases.length)) : null
    const best = end ?? (await checkpoints.best())
    if (!best) throw new Error('a run that was trained has no best checkpoint')
    trainer.restoreWeights(best.arrays)
    return { bestEpoch: best.counters.epoch, seconds: counters.seconds }
  } finally {
    await source?.close()
    trainer.dispose()
  }
}
