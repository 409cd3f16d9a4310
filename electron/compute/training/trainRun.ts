import { preparedSide } from '#shared/domain/preparation'
import { join } from 'node:path'
import type * as tf from '@tensorflow/tfjs'
import { ratesOfStart } from '#shared/domain/startFrom'
import { regions } from '#shared/domain/structures'
import { ExperimentResult } from '#shared/domain/evaluation'
import type { PluginPin } from '#shared/domain/plugin'
import type { RunMessage } from '#shared/domain/training'
import { toFault } from '#shared/errors/SeptumError'
import { openCase } from '#electron/datasets/openCase'
import { keepPlansIn } from '#electron/onnx/compiledModel'
import { startEngine, type EngineOptions } from '#electron/onnx/engine'
import { lostItsDevice, ranOutOfMemory } from '#electron/onnx/runtimeFaults'
import { readJson, writeJson } from '#electron/workspace/jsonFile'
import { machineMemory, type MachineMemory } from '#electron/workspace/machineMemory'
import { stepsOf } from '#models/augmentation/augmented'
import { ledgerSum, ledgerWarnings } from '#models/preparation/labelLedger'
import type { LossPlugin } from '#models/plugins/contract'
import { BoardLog } from '../tensorBoard/BoardLog'
import type { PluginRules } from '../plugins/loadedPlugin'
import { runPlugins } from '../plugins/runPlugins'
import { Segmenter } from '../segmenting/segmenter'
import { dataSetPreparation } from '../preparing/fittedPreparation'
import { PreparedCache } from '../preparing/preparedCache'
import { startWeights } from '../transfer/startWeights'
import { batchOptions } from './batchOptions'
import { Samples } from './batches'
import { batchesInTurn, type BatchSource } from './batchSource'
import { builtNetwork } from './builtNetwork'
import { clashNotes, refusalNotes } from './caseNote'
import { Checkpoints } from './checkpoint'
import type { EpochShell } from './epochLoop'
import { stepsPerEpoch } from './epochOrder'
import { EventLog } from './eventLog'
import { filmSlices } from './film'
import { finalTest } from './finalTest'
import { fittingSteps } from './fittingSteps'
import { guardedSteps } from './guardedSteps'
import type { RunControl } from './runControl'
import { runData, type RunData } from './runData'
import { phaseName, withPhaseEpochs } from './phases'
import { partNames, readExperiment, runPlan, type RunPlan } from './runPlan'
import { storedModel } from './storedModel'
import { measuredFlops } from './measuredFlops'
import { isPlanned, NetworkPlan, networkPlan, withPlan } from './plannedExperiment'
import { memoryShort } from './sturdyStep'
import { freshCounters, trainedEpochs } from './trainedEpochs'
import { Trainer } from './trainer'
import { sharedVolumes, ThreadedBatches } from './threadedBatches'

export interface RunRequest {
  readonly runFolder: string
  readonly modelsFolder: string
  /** What to compute with; default: the usual engine. What cannot be had is replaced, with a note in the log. */
  readonly engine?: EngineOptions
  readonly listen: (message: RunMessage) => void
  readonly control: RunControl
  /** Aborted: ends at once, without an ending in the log; the run can be resumed from its last checkpoint. */
  readonly signal: AbortSignal
  readonly beat?: (step: number) => void
  /** Where compiled steps are kept from run to run; null or left out: nowhere. */
  readonly plansFolder?: string | null
  /** Where prepared cases are kept from run to run; null or left out: nowhere. */
  readonly preparedFolder?: string | null
  /** Threads that augment, and their program; left out: batches are made between the steps. */
  readonly workers?: { readonly count: number; readonly program: URL }
  /** Plug-ins that may be loaded from the run's folder, by hash. */
  readonly plugins?: readonly PluginPin[]
  readonly pluginRules?: PluginRules
  /** What the machine has to offer; told otherwise in tests. */
  readonly memory?: () => MachineMemory
}

/**
 * A whole run, from `<run>/experiment.json` to a model that was tested: prepares, trains (on from the last checkpoint
 * where one is there), tests the best epoch on the test part, writes predictions, `result.json` and the model's folder.
 * Everything is told in `events.jsonl` and to `listen`; the last word is `finished` or `failed`.
 */
export async function trainRun(request: RunRequest): Promise<ExperimentResult> {
  const board = new BoardLog(request.runFolder)
  const log = new EventLog(join(request.runFolder, 'events.jsonl'), (message) => {
    board.hear(message)
    request.listen(message)
  })
  try {
    const told = await readJson(join(request.runFolder, 'result.json'), ExperimentResult)
    const result = told ?? (await performedSomewhere(request, log))
    if (!told) board.tellSettings(await readExperiment(join(request.runFolder, 'experiment.json')))
    log.tell({ type: 'finished', result, stopped: request.control.stopped })
    return result
  } catch (error) {
    const told = ranOutOfMemory(error) ? memoryShort(error) : error
    if (!request.signal.aborted) log.tell({ type: 'failed', fault: toFault(told) })
    throw told
  } finally {
    log.close()
    board.close()
  }
}

/** The run on the device that was asked for; should that be lost on the way, on from the last checkpoint on the processor. */
async function performedSomewhere(request: RunRequest, log: EventLog): Promise<ExperimentResult> {
  try {
    return await performed(request, log)
  } catch (error) {
    if (!lostItsDevice(error) || request.signal.aborted) throw error
    const text = 'The graphics card was lost. The run goes on on the processor, from its last checkpoint.'
    log.tell({ type: 'note', text })
    return performed({ ...request, engine: { ...request.engine, engine: 'onnxruntime', half: false } }, log)
  }
}

async function performed(request: RunRequest, log: EventLog): Promise<ExperimentResult> {
  const { runFolder, signal } = request
  const startedMs = performance.now()
  keepPlansIn(request.plansFolder ?? null)
  const engine = await startEngine(request.engine)
  const note = (text: string): void => log.tell({ type: 'note', text })
  for (const text of engine.told) note(text)
  const asked = await runPlan(runFolder, signal)
  const plugins = await runPlugins(asked.experiment, runFolder, request.plugins ?? [], request.pluginRules)
  for (const text of [...plugins.told, ...refusalNotes(asked.refusals)]) note(text)
  for (const text of clashNotes(Object.values(asked.parts).flat())) note(text)
  const telling = (done: number, total: number, what: string): void =>
    log.tell({ type: 'preparing', done, total, what })
  const preparation = await dataSetPreparation(
    asked.parts.train,
    asked.experiment.preparation,
    openCase,
    telling,
    signal,
  )
  const cache = request.preparedFolder ? new PreparedCache(request.preparedFolder) : null
  const data = await runData(asked.parts, preparation, openCase, { tell: telling, note }, signal, cache)
  const cut = ledgerWarnings(ledgerSum(data.train.map(({ ledger }) => ledger)), regionName)
  for (const text of cut) note(`Training part: ${text}.`)
  const fitting = await planned(asked, data, request, note)
  const steps = guardedSteps(fitting.experiment.postprocessing, data.train, note)
  const plan = { ...fitting, experiment: { ...fitting.experiment, postprocessing: steps } }
  const beforeBytes = process.memoryUsage().rss
  const network = builtNetwork(plan.experiment, plugins.network)
  const start = await startWeights(network, plan.experiment, request, note)
  const segmenter = new Segmenter(network, preparedSide(preparation), plan.experiment.structures.length)
  try {
    const preparedSeconds = (performance.now() - startedMs) / 1000
    const trained = await trainedNetwork(
      { plan, data, network, segmenter, engine: engine.engine, beforeBytes, ownLoss: plugins.loss },
      request,
      log,
    )
    const testedMs = performance.now()
    const { prediction, postprocessing, structures } = plan.experiment
    const outcome = await finalTest(
      plan.parts.test,
      openCase,
      segmenter,
      { preparation, prediction, postprocessing, channels: structures },
      join(runFolder, 'predictions'),
      { tell: (done, total) => log.tell({ type: 'testing', done, total }), note },
      signal,
      plugins.metrics,
    )
    const seconds = preparedSeconds + trained.seconds + (performance.now() - testedMs) / 1000
    const measured = plugins.measured.length > 0 && { metrics: [...plugins.measured] }
    const result = { run: plan.run, model: '', seconds, ...outcome, ...measured }
    const card = await storedModel(request.modelsFolder, network, plan, data.train, result, {
      preparation,
      bestEpoch: trained.bestEpoch,
      engine: engine.engine,
      start,
    })
    const named = { ...result, model: card.id }
    await writeJson(join(runFolder, 'result.json'), named)
    return named
  } finally {
    segmenter.dispose()
    network.dispose()
  }
}

/** The plan with a network that is planned for the data and the machine, where the experiment asks for it. */
async function planned(
  plan: RunPlan,
  { train }: RunData,
  { runFolder, memory = machineMemory }: RunRequest,
  note: (text: string) => void,
): Promise<RunPlan> {
  const { experiment } = plan
  if (!isPlanned(experiment)) return plan
  const file = join(runFolder, 'plan.json')
  const made =
    (await readJson(file, NetworkPlan)) ??
    networkPlan(experiment, slicesOf(train), {
      freeBytes: memory().freeBytes,
      flopsPerSecond: measuredFlops(preparedSide(experiment.preparation)),
    })
  await writeJson(file, made)
  note(made.words)
  return { ...plan, experiment: withPlan(experiment, made) }
}

const slicesOf = (volumes: RunData['train']): number => volumes.reduce((sum, { count }) => sum + count, 0)

const regionName = (label: number): string =>
  Object.values(regions).find((region) => region.label === label)?.name ?? `label ${label}`

interface Prepared {
  readonly plan: RunPlan
  readonly data: RunData
  readonly network: tf.LayersModel
  readonly segmenter: Segmenter
  readonly engine: string
  /** Resident memory before the network was built. */
  readonly beforeBytes: number
  readonly ownLoss: LossPlugin | null
}

/** Trains the network and leaves the best epoch's weights in it. */
async function trainedNetwork(
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
