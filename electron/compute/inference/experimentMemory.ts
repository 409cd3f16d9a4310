import type { Experiment } from '#shared/domain/experiment'
import type { MemoryNeed } from '#shared/domain/memoryNeed'
import { isPluginName } from '#shared/domain/plugin'
import { preparedSide } from '#shared/domain/preparation'
import { startEngine } from '#electron/onnx/engine'
import { Segmenter } from '../segmenting/segmenter'
import { builtNetwork } from '../training/builtNetwork'
import { idleTrainerBytes, peakBytes, stepsMemory, type StepsMemory } from '../training/runMemory'
import { measuredFlops } from '../training/measuredFlops'
import { isPlanned, networkPlan, withPlan } from '../training/plannedExperiment'
import { Trainer } from '../training/trainer'
import { machineMemory } from '#electron/workspace/machineMemory'

const mostKept = 50

/** What trainings would take, known by tracing and compiling their steps without running them. */
export class ExperimentMemory {
  private readonly known = new Map<string, MemoryNeed | null>()

  /**
   * What a run of this experiment will take beside its images; null on an engine that does not say. The first time for
   * each network, size and batch takes about as long as building and compiling. Throws SIZE_UNSUPPORTED.
   */
  async need(experiment: Experiment): Promise<MemoryNeed | null> {
    const { network, structures, preparation, training } = experiment
    if (isPluginName(network.id) || isPluginName(training.loss)) return null // only the run's own process loads them
    const { batch, loss, optimiser, minutes } = training
    const key = JSON.stringify([
      network,
      structures,
      preparedSide(preparation),
      batch,
      loss,
      optimiser,
      minutes,
    ])
    const kept = this.known.get(key)
    if (kept !== undefined) return kept
    await startEngine()
    const need = isPlanned(experiment) ? plannedNeed(experiment) : needOf(experiment)
    if (this.known.size >= mostKept) this.known.clear()
    this.known.set(key, need)
    return need
  }
}

/** Slices that a plan is made for before the data are read: they only keep the batch from being a large part of them. */
const someSlices = 1000

function plannedNeed(experiment: Experiment): MemoryNeed | null {
  const plan = networkPlan(experiment, someSlices, {
    freeBytes: machineMemory().freeBytes,
    flopsPerSecond: measuredFlops(preparedSide(experiment.preparation)),
  })
  const need = needOf(withPlan(experiment, plan))
  return need && { ...need, batch: plan.batch, plan: plan.words }
}

function needOf(experiment: Experiment): MemoryNeed | null {
  const { structures, preparation, training } = experiment
  const side = preparedSide(preparation)
  const network = builtNetwork(experiment)
  const trainer = new Trainer(network, side, structures.length, training)
  const segmenter = new Segmenter(network, side, structures.length)
  try {
    const steps = trainer.takes(training.batch)
    const scoring = stepsMemory(segmenter.prepare())
    if (!steps || !scoring) return null
    const still: StepsMemory = { ...steps, arenaBytes: 0, feedBytes: 0 }
    const fixedBytes = peakBytes(idleTrainerBytes, [still, scoring])
    const all = peakBytes(idleTrainerBytes, [steps, scoring])
    return { fixedBytes, perImageBytes: (all - fixedBytes) / training.batch }
  } finally {
    trainer.dispose()
    segmenter.dispose()
    network.dispose()
  }
}
