import { stat } from 'node:fs/promises'
import type { Experiment } from '#shared/domain/experiment'
import type { CaseSource } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import { isVersionFile } from '#electron/datasets/versionCases'
import { openCase } from '#electron/datasets/openCase'
import { dataSetPreparation } from '../preparing/fittedPreparation'
import { preparationHash } from '../preparing/preparationHash'
import { PreparedCache } from '#electron/workspace/preparedCache'
import { labelledCases } from './labelledCases'
import type { PreparedVolume } from './preparedVolume'
import { learntVolumes } from './runData'
import { splitCases } from './splitCases'

/** One training case of an experiment. */
export interface CaseOrder {
  readonly experiment: Experiment
  /** Its place in the training part, from 0. */
  readonly turn: number
  /** Goes up when folders may have changed: what was read before is then read again. */
  readonly revision: number
  /** Folder of prepared cases, shared with runs; null: none. */
  readonly cache: string | null
}

/** A training case as its run has it in memory. */
export interface TrainingCase {
  readonly name: string
  /** Cases of the training part. */
  readonly cases: number
  readonly volumes: readonly PreparedVolume[]
  /** Slices of each volume of the cases that stand before it: samples are counted through. */
  readonly before: readonly number[]
}

type Tell = (done: number, total: number, what: string) => void

/** The newest answer, as long as the same is asked. */
function lastAnswer<T>(): (key: string, make: () => Promise<T>) => Promise<T> {
  let kept: { key: string; value: T } | null = null
  return async (key, make) => {
    if (kept?.key !== key) kept = { key, value: await make() }
    return kept.value
  }
}

/** Counts of slices that are remembered: those of a few hundred cases for a few preparations. */
const mostCounted = 5000

/**
 * The training cases of an experiment one by one, prepared as its run prepares them, without a run. What was found,
 * measured and prepared last stays, so that a change of another setting costs nothing. Not for two questions at once.
 */
export class TrainingCases {
  private readonly listed = lastAnswer<CaseSource[]>()
  private readonly measured = lastAnswer<Experiment['preparation']>()
  private readonly prepared = lastAnswer<readonly PreparedVolume[]>()
  private readonly counts = new Map<string, readonly number[]>()

  /** Errors: those of the scan, the split and the files; CASE_INCOMPLETE, NOT_FOUND, CANCELLED. */
  async find(order: CaseOrder, tell: Tell, signal: AbortSignal): Promise<TrainingCase> {
    const { experiment, turn, revision } = order
    const { folder, layout, split } = experiment.data
    const at = isVersionFile(folder) ? await stampOf(folder) : revision
    const cases = await this.listed(JSON.stringify([at, folder, layout]), () =>
      labelledCases(folder, layout, signal),
    )
    const sources = splitCases(cases, split, folder).train
    const source = sources[turn]
    if (!source) throw new SeptumError('NOT_FOUND', { kind: 'training case', id: `number ${turn + 1}` })
    const names = sources.map(({ name }) => name)
    const preparation = await this.measured(
      JSON.stringify([revision, at, folder, preparationHash(experiment.preparation), names]),
      () => dataSetPreparation(sources, experiment.preparation, openCase, tell, signal),
    )
    const before: number[] = []
    for (const [done, one] of sources.slice(0, turn).entries()) {
      tell(done, turn + 1, one.name)
      before.push(...(await this.countsOf(one, preparation, order, signal)))
    }
    tell(turn, turn + 1, source.name)
    const volumes = await this.volumes(source, preparation, order, signal)
    return { name: source.name, cases: sources.length, volumes, before }
  }

  private async countsOf(
    source: CaseSource,
    preparation: Experiment['preparation'],
    order: CaseOrder,
    signal: AbortSignal,
  ): Promise<readonly number[]> {
    const key = keyOf(source, preparation, order)
    const known = this.counts.get(key)
    if (known) return known
    const counts = (await this.volumes(source, preparation, order, signal)).map(({ count }) => count)
    if (this.counts.size >= mostCounted) this.counts.clear()
    this.counts.set(key, counts)
    return counts
  }

  private volumes(
    source: CaseSource,
    preparation: Experiment['preparation'],
    order: CaseOrder,
    signal: AbortSignal,
  ): Promise<readonly PreparedVolume[]> {
    if (signal.aborted) throw new SeptumError('CANCELLED', { what: 'The preparation' })
    const cache = order.cache === null ? null : new PreparedCache(order.cache)
    return this.prepared(keyOf(source, preparation, order), () =>
      learntVolumes(source, preparation, openCase, () => undefined, cache),
    )
  }
}

const keyOf = (source: CaseSource, preparation: Experiment['preparation'], { revision }: CaseOrder): string =>
  JSON.stringify([revision, preparationHash(preparation), source])

/** What changes with the file of a version that is being edited; one that is gone is told of when it is read. */
async function stampOf(file: string): Promise<string> {
  const facts = await stat(file).catch(() => null)
  return facts ? `${facts.size} ${facts.mtimeMs}` : 'gone'
}
