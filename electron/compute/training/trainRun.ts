import { preparedSide } from '#shared/domain/preparation'
import { join } from 'node:path'
import { regions } from '#shared/domain/structures'
import { ExperimentResult } from '#shared/domain/evaluation'
import { toFault } from '#shared/errors/SeptumError'
import { openCase } from '#electron/datasets/openCase'
import { keepPlansIn } from '#electron/onnx/compiledModel'
import { startEngine } from '#electron/onnx/engine'
import { lostItsDevice, ranOutOfMemory } from '#electron/onnx/runtimeFaults'
import { readJson, writeJson } from '#electron/workspace/jsonFile'
import { machineMemory } from '#electron/workspace/machineMemory'
import { ledgerSum, ledgerWarnings } from '#models/preparation/labelLedger'
import { BoardLog } from '../tensorBoard/BoardLog'
import { runPlugins } from '../plugins/runPlugins'
import { Segmenter } from '../segmenting/segmenter'
import { dataSetPreparation } from '../preparing/fittedPreparation'
import { PreparedCache } from '#electron/workspace/preparedCache'
import { startWeights } from '../transfer/startWeights'
import { builtNetwork } from './builtNetwork'
import { clashNotes, refusalNotes } from './caseNote'
import { EventLog } from './eventLog'
import { finalTest } from './finalTest'
import { guardedSteps } from './guardedSteps'
import { runData, slicesOf, type RunData } from './runData'
import { readExperiment, runPlan, type RunPlan } from './runPlan'
import type { RunRequest } from './runRequest'
import { storedModel } from './storedModel'
import { measuredFlops } from './measuredFlops'
import { isPlanned, NetworkPlan, networkPlan, withPlan } from './plannedExperiment'
import { memoryShort } from './sturdyStep'
import { trainedNetwork } from './trainedNetwork'

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

const regionName = (label: number): string =>
  Object.values(regions).find((region) => region.label === label)?.name ?? `label ${label}`
